package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.queue.LeftOutBranches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A pull request at GitHub that is open according to the branch source, for the pages that show it. */
@Restricted(NoExternalUse.class)
public final class OpenPullRequest {

    private final PullRequestJob pull;

    private OpenPullRequest(PullRequestJob pull) {
        this.pull = pull;
    }

    /** The pull requests of a project whose jobs the current user may read, the newest first. */
    public static List<OpenPullRequest> in(Item project) {
        return PullRequestJob.in(project).stream()
                .map(OpenPullRequest::new)
                .sorted(Comparator.comparing(OpenPullRequest::number).reversed())
                .toList();
    }

    /** The open pull request of a project with an {@link #id}. */
    public static Optional<OpenPullRequest> of(Item project, String id) {
        return in(project).stream().filter(pull -> pull.id().equals(id)).findFirst();
    }

    /** The open pull request that an item builds. */
    public static Optional<OpenPullRequest> of(Item item) {
        return PullRequestJob.of(item).map(OpenPullRequest::new);
    }

    /** Whether a project has a GitHub branch source, or is a job outside of multibranch projects that reports pull requests. */
    public static boolean possibleIn(Item item) {
        return item instanceof MultiBranchProject<?, ?> project
                ? project.getSCMSources().stream().anyMatch(GitHubSCMSource.class::isInstance)
                : item instanceof Job<?, ?> job && PlainPullRequests.hasAny(job);
    }

    /** The target branches of merge queues whose branches the behaviors of a project leave out. */
    public static List<String> leftOutQueues(Item item) {
        return item instanceof MultiBranchProject<?, ?> project && ReportingResolver.isReported(project)
                ? LeftOutBranches.targets(project)
                : List.of();
    }

    /** Whether pull requests of a project are reported. */
    public static boolean reportedIn(Item project) {
        return ReportingResolver.isReported(project);
    }

    /** Evaluates pull requests one after the other. */
    public static void evaluate(List<OpenPullRequest> pulls, String reason) {
        Sweep.spread(pulls.stream().map(each -> each.pull).toList(), Duration.ZERO, reason);
    }

    /** The job that builds it. */
    public Job<?, ?> job() {
        return pull.job();
    }

    /** Identifies it in its project: the name of the job that builds it, or the number if the job builds several. */
    public String id() {
        return pull.isPlain() ? Integer.toString(pull.number()) : pull.job().getName();
    }

    /** The newest builds of it, the newest first. */
    public List<Run<?, ?>> builds(int most) {
        List<Run<?, ?>> builds = new ArrayList<>();
        if (pull.isPlain()) {
            builds.addAll(PlainPullRequests.of(pull, most));
        } else {
            pull.job().getBuilds().limit(most).forEach(builds::add);
        }
        return builds;
    }

    public int number() {
        return pull.number();
    }

    /** The target branch. */
    public String target() {
        return pull.target();
    }

    /** The last known state; empty before the first evaluation. */
    public Optional<PullRequestState> state() {
        return PullRequestStates.of(pull);
    }

    /** Evaluates the pull request now. */
    public void evaluate(String reason) {
        Reporter.evaluateNow(pull, reason);
    }

    /** The location in {@link PendingReports}. */
    String location() {
        return pull.location().toString();
    }
}
