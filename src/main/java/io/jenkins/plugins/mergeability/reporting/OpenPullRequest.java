package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Item;
import hudson.model.Job;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;

/** A pull request at GitHub that is open as far as is known here, for those that show it. */
public final class OpenPullRequest {

    private final PullRequestJob pull;

    private OpenPullRequest(PullRequestJob pull) {
        this.pull = pull;
    }

    /** Those of a project whose jobs may be read by whoever is looking, the newest first. */
    public static List<OpenPullRequest> in(MultiBranchProject<?, ?> project) {
        return PullRequestJob.in(project).stream()
                .map(OpenPullRequest::new)
                .sorted(Comparator.comparing(OpenPullRequest::number).reversed())
                .toList();
    }

    /** What an item builds, if that is a pull request that may be open. */
    public static Optional<OpenPullRequest> of(Item item) {
        return PullRequestJob.of(item).map(OpenPullRequest::new);
    }

    /** Whether a project can have any. */
    public static boolean possibleIn(MultiBranchProject<?, ?> project) {
        return project.getSCMSources().stream().anyMatch(GitHubSCMSource.class::isInstance);
    }

    /** Whether anything of a project is reported. */
    public static boolean reportedIn(MultiBranchProject<?, ?> project) {
        return ReportingResolver.reports(project);
    }

    /** Has them looked at, one after the other. */
    public static void lookAt(List<OpenPullRequest> pulls, String why) {
        Sweep.spread(pulls.stream().map(each -> each.pull).toList(), Duration.ZERO, why);
    }

    /** The job that builds it. */
    public Job<?, ?> job() {
        return pull.job();
    }

    public int number() {
        return pull.number();
    }

    /** The branch it is to be merged into. */
    public String target() {
        return pull.target();
    }

    /** What is known of it; nothing before it has been looked at. */
    public Optional<PullRequestState> state() {
        return PullRequestStates.of(pull.job());
    }

    /** Has it looked at now. */
    public void lookAt(String why) {
        Reporter.ask(pull.job(), (evaluator, job) -> evaluator.now(job, why));
    }

    /** What it is called among the {@link PendingReports}. */
    String place() {
        return pull.place().toString();
    }
}
