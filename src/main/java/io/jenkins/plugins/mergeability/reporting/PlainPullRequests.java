package io.jenkins.plugins.mergeability.reporting;

import com.cloudbees.jenkins.GitHubRepositoryName;
import com.coravy.hudson.plugins.github.GithubProjectProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.branch.MultiBranchProject;
import jenkins.triggers.SCMTriggerItem;
import org.jenkinsci.plugins.github_branch_source.Endpoint;
import org.jenkinsci.plugins.github_branch_source.GitHubConfiguration;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.RepositoryUriResolver;

/**
 * The pull requests that jobs outside of multibranch projects build, such as freestyle jobs. The repository is the one of the
 * job's GitHub project, and the credentials are those of its checkout. A job has a file for each open pull request that one of
 * its builds has reported.
 */
final class PlainPullRequests {

    private static final Logger LOGGER = Logger.getLogger(PlainPullRequests.class.getName());

    private static final String DIRECTORY = "mergeability-pulls";

    private static final Pattern FILE = Pattern.compile("([1-9][0-9]{0,8})\\.json");

    /** The number of builds of a job that are searched for those of a pull request. */
    private static final int MAX_BUILDS = 50;

    private PlainPullRequests() {}

    /** Whether an item is a job outside of multibranch projects. */
    static boolean isPlain(@CheckForNull Item item) {
        return item instanceof Job<?, ?> job && !(job.getParent() instanceof MultiBranchProject<?, ?>);
    }

    /** Whether a job outside of multibranch projects has reported pull requests. */
    static boolean hasAny(Job<?, ?> job) {
        return isPlain(job) && Files.isDirectory(directory(job));
    }

    /** The open pull requests that a job has reported. */
    static List<PullRequestJob> in(@CheckForNull Item item) {
        if (!(item instanceof Job<?, ?> job) || !hasAny(job)) {
            return List.of();
        }
        List<PullRequestJob> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(job))) {
            for (Path file : files) {
                Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    of(job, Integer.parseInt(name.group(1))).ifPresent(found::add);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot list the pull requests of " + job.getFullName());
        }
        found.sort(Comparator.comparing(PullRequestJob::number));
        return found;
    }

    /** The pull request that a build of a job is for, if it has been reported. */
    static Optional<PullRequestJob> of(Run<?, ?> run) {
        return PullRequestBuild.of(run).flatMap(build -> of(run.getParent(), build.number()));
    }

    /** An open pull request that a job has reported. */
    static Optional<PullRequestJob> of(@CheckForNull Item item, int number) {
        if (!isPlain(item) || !Files.exists(file((Job<?, ?>) item, number))) {
            return Optional.empty();
        }
        Job<?, ?> job = (Job<?, ?>) item;
        String target = PullRequestStates.read(file(job, number), PullRequestState.class)
                .map(PullRequestState::github)
                .map(PullRequestState.GithubData::target)
                .orElse("");
        return repository(job).map(repository -> new PullRequestJob(job, job, repository, number, target));
    }

    /** Marks a build, if it is one of a pull request. */
    static Optional<PullRequestJob> mark(Run<?, ?> run, GithubRepository repository) {
        Optional<PullRequestBuild> build = PullRequestBuild.of(run);
        if (build.isEmpty()) {
            build = PullRequestBuild.detect(run);
            build.ifPresent(run::addAction);
        }
        Job<?, ?> job = run.getParent();
        return build.map(found -> new PullRequestJob(job, job, repository, found.number(), ""));
    }

    /** The repository of the GitHub project of a job; empty if it has none. */
    static Optional<GithubRepository> repository(Job<?, ?> job) {
        GithubProjectProperty property = job.getProperty(GithubProjectProperty.class);
        GitHubRepositoryName name = property == null || property.getProjectUrlStr() == null
                ? null
                : GitHubRepositoryName.create(property.getProjectUrl().baseUrl());
        return name == null
                ? Optional.empty()
                : Optional.of(new GithubRepository(
                        apiUri(name.getHost()), credentials(job), name.getUserName(), name.getRepositoryName()));
    }

    private static String apiUri(String host) {
        if (host.equalsIgnoreCase("github.com")) {
            return GitHubSCMSource.GITHUB_URL;
        }
        for (Endpoint server : GitHubConfiguration.get().getEndpoints()) {
            if (host.equalsIgnoreCase(RepositoryUriResolver.hostnameFromApiUri(server.getApiUri()))) {
                return server.getApiUri();
            }
        }
        return "https://" + host + "/api/v3";
    }

    /** The credentials of the job's checkout. */
    @CheckForNull
    private static String credentials(Job<?, ?> job) {
        SCMTriggerItem item = SCMTriggerItem.SCMTriggerItems.asSCMTriggerItem(job);
        for (SCM scm : item == null ? List.<SCM>of() : item.getSCMs()) {
            if (scm instanceof GitSCM git) {
                for (UserRemoteConfig remote : git.getUserRemoteConfigs()) {
                    if (remote.getCredentialsId() != null) {
                        return remote.getCredentialsId();
                    }
                }
            }
        }
        return null;
    }

    /** Finds out of which commits of a pull request its builds are. GitHub says what a merge has merged, not the build. */
    static void resolveBuilds(PullRequestJob pull, HostedPullRequest hosted, GithubHosts hosts) throws IOException {
        for (Run<?, ?> run : builds(pull)) {
            PullRequestBuild build = PullRequestBuild.of(run).orElse(null);
            if (build != null && build.number() == pull.number() && !build.isResolved()) {
                build.resolve(head(pull, build.commit(), hosted.facts().head(), hosts), hosted.target());
                run.save();
            }
        }
    }

    private static String head(PullRequestJob pull, String commit, String head, GithubHosts hosts)
            throws HostException {
        if (commit.equals(head)) {
            return head;
        }
        List<String> parents = hosts.parents(pull.location().toString(), commit);
        return parents.size() == 2 ? parents.get(1) : commit;
    }

    /** The newest build of a commit of a pull request for its target branch. */
    static Optional<Run<?, ?>> newest(PullRequestJob pull, String head, String target) {
        return builds(pull).stream()
                .filter(run -> PullRequestBuild.of(run)
                        .filter(build -> build.isOf(pull.number(), head, target))
                        .isPresent())
                .findFirst();
    }

    /** The newest builds of a pull request among those that are searched, the newest first. */
    static List<Run<?, ?>> of(PullRequestJob pull, int most) {
        List<Run<?, ?>> found = new ArrayList<>();
        for (Run<?, ?> run : builds(pull)) {
            boolean same = PullRequestBuild.of(run)
                    .filter(build -> build.number() == pull.number())
                    .isPresent();
            if (same && found.size() < most) {
                found.add(run);
            }
        }
        return found;
    }

    /** The newest build that has reported a pull request, and those before it, the newest first. */
    private static List<Run<?, ?>> builds(PullRequestJob pull) {
        int newest = PullRequestStates.of(pull)
                .map(PullRequestState::request)
                .map(PullRequestState.StepRequest::build)
                .orElse(0);
        List<Run<?, ?>> builds = new ArrayList<>();
        Run<?, ?> run = pull.job().getNearestOldBuild(newest);
        while (run != null && builds.size() < MAX_BUILDS) {
            builds.add(run);
            run = run.getPreviousBuild();
        }
        return builds;
    }

    /** Forgets a pull request that is closed. */
    static void forget(PullRequestJob pull) throws IOException {
        Files.deleteIfExists(pull.stateFile());
    }

    /** The file with the state of a pull request. */
    static Path file(Job<?, ?> job, int number) {
        return directory(job).resolve(number + ".json");
    }

    private static Path directory(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve(DIRECTORY);
    }
}
