package io.jenkins.plugins.mergeability.pulls;

import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.reporting.OpenPullRequest;
import io.jenkins.plugins.mergeability.reporting.PendingReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The open pull requests of a project that whoever is looking may see, at one moment. */
@ExportedBean(defaultVisibility = 2)
public final class PullRequestsView {

    /** The verdicts in the order of the sentence. */
    private static final List<Verdict.State> TOLD =
            List.of(Verdict.State.SUCCESS, Verdict.State.PENDING, Verdict.State.FAILURE, Verdict.State.ERROR);

    private final boolean reported;
    private final List<PullRequestView> pullRequests;

    private PullRequestsView(boolean reported, List<PullRequestView> pullRequests) {
        this.reported = reported;
        this.pullRequests = pullRequests;
    }

    /** Those of a project now. */
    static PullRequestsView of(MultiBranchProject<?, ?> project) {
        PendingReports undelivered = PendingReports.now();
        long now = System.currentTimeMillis();
        List<PullRequestView> open = new ArrayList<>();
        for (OpenPullRequest pull : OpenPullRequest.in(project)) {
            PullRequestView.of(pull, pull.state(), () -> undelivered, now).ifPresent(open::add);
        }
        return new PullRequestsView(OpenPullRequest.reportedIn(project), List.copyOf(open));
    }

    /** Whether the project reports mergeability at all. */
    @Exported
    public boolean isReported() {
        return reported;
    }

    /** They, the newest first. */
    @Exported
    public List<PullRequestView> getPullRequests() {
        return pullRequests;
    }

    /** All of it in a line. */
    @Exported
    public String getSummary() {
        List<String> parts = new ArrayList<>();
        for (Verdict.State verdict : TOLD) {
            count(parts, Optional.of(verdict));
        }
        count(parts, Optional.empty());
        return pullRequests.isEmpty()
                ? Messages.PullRequestsView_None()
                : Messages.PullRequestsView_Summary(pullRequests.size(), String.join(", ", parts));
    }

    private void count(List<String> parts, Optional<Verdict.State> verdict) {
        long count = pullRequests.stream()
                .filter(pull -> pull.verdict().equals(verdict))
                .count();
        if (count > 0) {
            parts.add(Messages.PullRequestsView_Count(count, VerdictLabels.of(verdict).toLowerCase(Locale.ROOT)));
        }
    }

    /** Whether whoever is looking may have any of them looked at again. */
    public boolean isMayReevaluate() {
        return reported && pullRequests.stream().anyMatch(PullRequestView::isMayReevaluate);
    }
}
