package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A pull request at GitHub and the job that builds it: the job of a multibranch project that builds only this pull request,
 * or a job outside of multibranch projects that builds any number of them.
 *
 * @param job the job that builds it
 * @param project the multibranch project, or the job itself outside of one
 * @param repository the repository of the pull request
 * @param number the number of the pull request
 * @param target the target branch; empty if it is not known yet
 */
@Restricted(NoExternalUse.class)
public record PullRequestJob(Job<?, ?> job, Item project, GithubRepository repository, int number, String target)
        implements ReportedJob {

    /** Item names cannot contain it. */
    private static final String SEPARATOR = "#";

    /** The open pull request that a job of a multibranch project builds. If two jobs build it, only the one that decides. */
    public static Optional<PullRequestJob> of(Item item) {
        return builds(item).filter(pull -> !pull.hasTwin());
    }

    /** The open pull request that a build is for. */
    public static Optional<PullRequestJob> of(Run<?, ?> run) {
        return PlainPullRequests.isPlain(run.getParent()) ? PlainPullRequests.of(run) : of((Item) run.getParent());
    }

    /** The open pull request with a {@link #key}, if there is one. */
    static Optional<PullRequestJob> byKey(String key) {
        int separator = key.lastIndexOf(SEPARATOR);
        Item item = Jenkins.get().getItemByFullName(separator < 0 ? key : key.substring(0, separator));
        return separator < 0
                ? of(item)
                : PlainPullRequests.of(item, Integer.parseInt(key.substring(separator + SEPARATOR.length())));
    }

    private static Optional<PullRequestJob> builds(Item item) {
        // The job of a closed pull request has no source any more.
        return item instanceof Job<?, ?> job
                        && job.getParent() instanceof MultiBranchProject<?, ?> project
                        && SCMHead.HeadByItem.findHead(job) instanceof PullRequestSCMHead head
                        && SCMSource.SourceByItem.findSource(job) instanceof GitHubSCMSource source
                ? Optional.of(new PullRequestJob(
                        job,
                        project,
                        GithubRepository.of(source),
                        head.getNumber(),
                        head.getTarget().getName()))
                : Optional.empty();
    }

    /** All open pull requests of a project. */
    public static List<PullRequestJob> in(Item project) {
        if (!(project instanceof MultiBranchProject<?, ?> multibranch)) {
            return PlainPullRequests.in(project);
        }
        List<PullRequestJob> found = new ArrayList<>();
        for (Job<?, ?> job : multibranch.getItems()) {
            of(job).ifPresent(found::add);
        }
        return found;
    }

    /** All multibranch projects, and all other jobs that build pull requests. */
    public static List<Item> projects() {
        List<Item> projects = new ArrayList<>();
        for (MultiBranchProject<?, ?> project : Jenkins.get().allItems(MultiBranchProject.class)) {
            projects.add(project);
        }
        for (Job<?, ?> job : Jenkins.get().allItems(Job.class, PlainPullRequests::hasAny)) {
            projects.add(job);
        }
        return projects;
    }

    /** Whether an item is a job outside of multibranch projects, which can build many pull requests. */
    public static boolean isProject(Item item) {
        return PlainPullRequests.isPlain(item);
    }

    /** Identifies it on this controller: the full name of the job, and the number if the job builds several. */
    @Override
    public String key() {
        return isPlain() ? job.getFullName() + SEPARATOR + number : job.getFullName();
    }

    /** Whether a key is of a pull request that a job builds. */
    static boolean isOf(String job, String key) {
        return key.equals(job) || key.startsWith(job + SEPARATOR);
    }

    /** Whether the job is outside of multibranch projects. */
    boolean isPlain() {
        return project == job;
    }

    @Override
    public Path stateFile() {
        return isPlain() ? PlainPullRequests.file(job, number) : PullRequestStates.file(job);
    }

    /** The subject of its reports. */
    ReportSubject subject(String context) {
        return new ReportSubject(repository.account(), location().toString(), number, context);
    }

    /** Whether another job builds the merge of this pull request. A branch source can build both the head and the merge. */
    private boolean hasTwin() {
        if (!(project instanceof MultiBranchProject<?, ?> multibranch)
                || !(SCMHead.HeadByItem.findHead(job) instanceof PullRequestSCMHead head)
                || head.getCheckoutStrategy() == ChangeRequestCheckoutStrategy.MERGE
                || !head.getName().endsWith("-head")) {
            return false;
        }
        String name = head.getName().substring(0, head.getName().length() - "head".length()) + "merge";
        Item twin = multibranch.getItem(name);
        return twin != null
                && builds(twin).filter(other -> other.number() == number).isPresent();
    }
}
