package io.jenkins.plugins.mergeability.reporting;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.GithubConnection;
import io.jenkins.plugins.mergeability.engine.github.GithubHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.github.MemoryResponseCache;
import io.jenkins.plugins.mergeability.engine.github.OwnedPaths;
import io.jenkins.plugins.mergeability.engine.github.RepositoryName;
import io.jenkins.plugins.mergeability.engine.github.WriterComment;
import io.jenkins.plugins.mergeability.engine.outbox.HostConnector;
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.Connector;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.kohsuke.github.GitHub;

/**
 * Connects to GitHub like the branch source of a project: with its credentials and API URL. Hosts are pooled, because they
 * cache the repository; what costs more requests is kept for all of them.
 */
final class GithubHosts implements HostConnector {

    /** The idle hosts of one connection. */
    private record Idle(GitHub github, Deque<GithubHost> hosts) {}

    /** What hosts with the same credentials of a repository share. */
    private record Kept(MemoryResponseCache responses, OwnedPaths owned) {}

    private static final Pattern APP_ID = Pattern.compile("[0-9]{1,18}");

    static final int MAX_IDLE_HOSTS = 4;

    private final Map<String, Idle> idle = new HashMap<>();
    private final Map<String, Map<String, Kept>> kept = new HashMap<>();
    private final Set<String> tracked = ConcurrentHashMap.newKeySet();
    private final RequestQuotas quotas = new RequestQuotas();

    RequestQuotas quotas() {
        return quotas;
    }

    @Override
    public CodeHost open(String name) throws HostException {
        return lease(name);
    }

    /** What a host is asked. */
    private interface Question<T> {
        T ask(HostLease host) throws HostException;
    }

    private <T> T ask(String location, Question<T> question) throws HostException {
        HostLease host = lease(location);
        try {
            return question.ask(host);
        } finally {
            release(host);
        }
    }

    /** The parents of a commit, in their order; none for a commit that GitHub does not have. */
    List<String> parents(String location, String commit) throws HostException {
        return ask(location, host -> host.parents(commit));
    }

    /** The merged pull requests by which commits have come to a repository, each with the first of its commits. */
    Map<Integer, String> mergedWith(String location, Collection<String> commits) throws HostException {
        return ask(location, host -> {
            Map<Integer, String> merged = new TreeMap<>();
            for (String commit : commits) {
                host.mergedWith(commit).forEach(number -> merged.putIfAbsent(number, commit));
            }
            return merged;
        });
    }

    /** Whether none of these branches requires a context; false if that is not known of one of them. */
    boolean requiresNowhere(String location, Collection<String> branches, String context) throws HostException {
        return ask(location, host -> {
            for (String branch : branches) {
                if (host.requiredChecks(branch)
                        .filter(contexts -> !contexts.contains(context))
                        .isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The newest comment on a pull request that consists of a text and is by somebody with write access now. */
    Optional<WriterComment> commentOfWriter(PullRequestJob pull, String text, Instant since, long after)
            throws HostException {
        return ask(pull.location().toString(), host -> host.commentOfWriter(pull.number(), text, since, after));
    }

    private HostLease lease(String name) throws HostException {
        RepositoryLocation location =
                RepositoryLocation.of(name).orElseThrow(() -> notFound("invalid repository location " + name));
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Item project = Jenkins.get().getItemByFullName(location.project());
            if (project == null) {
                throw notFound("the project " + location.project() + " does not exist any more");
            }
            return connect(name, project, repository(project, location));
        }
    }

    @Override
    public boolean reevaluate(ReportSubject subject) {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            List<ReportedJob> found = subjects(subject);
            found.forEach(reported -> Reporter.evaluateSoon(reported, "report waited"));
            // Nobody waits for the report of a branch that is gone.
            return subject.commit().isEmpty() || !found.isEmpty();
        }
    }

    /** What a subject stands for: a pull request, or the branch of a merge queue with this head. */
    private static List<ReportedJob> subjects(ReportSubject subject) {
        Item project = RepositoryLocation.of(subject.location())
                .map(location -> Jenkins.get().getItemByFullName(location.project()))
                .orElse(null);
        return project == null
                ? List.of()
                : ReportedJob.in(project).stream()
                        .filter(reported -> reported.location().toString().equals(subject.location()))
                        .filter(reported -> reported instanceof PullRequestJob
                                ? subject.commit().isEmpty() && reported.number() == subject.number()
                                : subject.commit().isPresent()
                                        && PullRequestStates.head(reported).equals(subject.commit()))
                        .toList();
    }

    /** Whether a subject is the commit of a merge queue's branch that does not exist any more. */
    static boolean isGone(ReportSubject subject) {
        return subject.commit().isPresent() && subjects(subject).isEmpty();
    }

    /** Whether a location has a project with a branch source for its repository. */
    static boolean exists(String name) {
        Optional<RepositoryLocation> location = RepositoryLocation.of(name);
        Item project = location.isEmpty()
                ? null
                : Jenkins.get().getItemByFullName(location.get().project());
        return project != null && find(project, location.get()).isPresent();
    }

    private static GithubRepository repository(Item project, RepositoryLocation location) throws HostException {
        return find(project, location)
                .orElseThrow(() -> notFound(location.project()
                        + (project instanceof MultiBranchProject<?, ?> ? " has no branch source" : " is no project")
                        + " for " + location.owner() + "/" + location.repository() + " any more"));
    }

    private static Optional<GithubRepository> find(Item project, RepositoryLocation location) {
        List<GithubRepository> repositories = new ArrayList<>();
        if (project instanceof MultiBranchProject<?, ?> multibranch) {
            for (SCMSource source : multibranch.getSCMSources()) {
                if (source instanceof GitHubSCMSource github) {
                    repositories.add(GithubRepository.of(github));
                }
            }
        } else if (project instanceof Job<?, ?> job) {
            PlainPullRequests.repository(job).ifPresent(repositories::add);
        }
        return repositories.stream()
                .filter(each -> location.owner().equals(each.owner())
                        && location.repository().equals(each.name()))
                .findFirst();
    }

    private HostLease connect(String location, Item project, GithubRepository repository) throws HostException {
        String id = repository.credentials();
        StandardCredentials credentials =
                Connector.lookupScanCredentials(project, repository.apiUri(), id, repository.owner());
        if (credentials == null && id != null && !id.isEmpty()) {
            throw new HostException(
                    Kind.UNAUTHORIZED,
                    "cannot connect to GitHub for " + project.getFullName() + ": the credentials " + id
                            + " do not exist",
                    null,
                    null);
        }
        if (credentials != null && tracked.add(location + " " + id)) {
            CredentialsProvider.track(project, credentials);
        }
        try {
            GitHub github = Connector.connect(repository.apiUri(), credentials);
            return new HostLease(location, github, borrow(location, github, repository, credentials));
        } catch (IOException e) {
            throw new HostException(
                    Kind.TRANSIENT,
                    "cannot connect to GitHub for " + project.getFullName() + ": " + e.getMessage(),
                    null,
                    e);
        } catch (RuntimeException e) {
            throw HostLease.connectionError(e, "cannot connect to GitHub for " + project.getFullName());
        }
    }

    private synchronized GithubHost borrow(
            String location,
            GitHub github,
            GithubRepository repository,
            @CheckForNull StandardCredentials credentials) {
        Idle known = idle.get(location);
        GithubHost host =
                known == null || known.github() != github ? null : known.hosts().poll();
        if (host != null) {
            return host;
        }
        Kept shared = kept(location, repository);
        return new GithubHost(
                github,
                GithubConnection.rest(
                        repository.apiUri(),
                        ProxyConfiguration.newHttpClientBuilder(),
                        () -> authorization(credentials),
                        shared.responses(),
                        limit -> quotas.seen(repository.account(), limit)),
                new RepositoryName(repository.owner(), repository.name()),
                shared.owned(),
                app(credentials));
    }

    /** The ID of an App; empty for other credentials, and for an App that is configured by its client ID. */
    private static OptionalLong app(@CheckForNull StandardCredentials credentials) {
        return credentials instanceof GitHubAppCredentials app
                        && APP_ID.matcher(String.valueOf(app.getAppID())).matches()
                ? OptionalLong.of(Long.parseLong(app.getAppID()))
                : OptionalLong.empty();
    }

    /** The password of an App is its token, which is replaced before it expires. */
    private static String authorization(@CheckForNull StandardCredentials credentials) {
        return credentials instanceof StandardUsernamePasswordCredentials token
                ? "Bearer " + token.getPassword().getPlainText()
                : "";
    }

    /** What is kept for the credentials of a repository; with other credentials it starts empty. */
    private Kept kept(String location, GithubRepository repository) {
        return kept.computeIfAbsent(location, name -> new HashMap<>())
                .computeIfAbsent(repository.account(), name -> new Kept(new MemoryResponseCache(), new OwnedPaths()));
    }

    /** Makes sure that permissions and members of teams are requested before they count again. */
    synchronized void expirePermissions(Predicate<RepositoryLocation> repositories) {
        kept.forEach((name, accounts) -> {
            if (RepositoryLocation.of(name).filter(repositories).isPresent()) {
                accounts.values().forEach(shared -> shared.responses().expirePermissions());
            }
        });
    }

    @Override
    public void release(CodeHost host) {
        if (host instanceof HostLease lease) {
            if (!lease.failed()) {
                keep(lease);
            }
            Connector.release(lease.github());
        }
    }

    private synchronized void keep(HostLease lease) {
        Idle known = idle.get(lease.location());
        if (known == null || known.github() != lease.github()) {
            known = new Idle(lease.github(), new ArrayDeque<>());
            idle.put(lease.location(), known);
        }
        if (known.hosts().size() < MAX_IDLE_HOSTS) {
            known.hosts().push(lease.host());
        }
    }

    /** Closes the idle hosts of a project that was deleted or moved. */
    synchronized void forget(String project) {
        Predicate<String> isGone = name -> RepositoryLocation.of(name)
                .filter(location -> !location.project().equals(project))
                .isEmpty();
        idle.keySet().removeIf(isGone);
        kept.keySet().removeIf(isGone);
    }

    private static HostException notFound(String message) {
        return new HostException(Kind.NOT_FOUND, message, null, null);
    }
}
