package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Item;
import hudson.model.Job;
import java.time.Duration;
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
    public static List<OpenPullRequest> in(MultiBranchProject<?, ?> project) {
        return PullRequestJob.in(project).stream()
                .map(OpenPullRequest::new)
                .sorted(Comparator.comparing(OpenPullRequest::number).reversed())
                .toList();
    }

    /** The open pull request that an item builds. */
    public static Optional<OpenPullRequest> of(Item item) {
        return PullRequestJob.of(item).map(OpenPullRequest::new);
    }

    /** Whether a project has a GitHub branch source. */
    public static boolean possibleIn(MultiBranchProject<?, ?> project) {
        return project.getSCMSources().stream().anyMatch(GitHubSCMSource.class::isInstance);
    }

    /** Whether pull requests of a project are reported. */
    public static boolean reportedIn(MultiBranchProject<?, ?> project) {
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
