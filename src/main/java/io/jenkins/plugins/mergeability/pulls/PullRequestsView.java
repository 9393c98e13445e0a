package io.jenkins.plugins.mergeability.pulls;

import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.reporting.OpenPullRequest;
import io.jenkins.plugins.mergeability.reporting.PendingReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A snapshot of the open pull requests of a project that the current user may see. */
@ExportedBean(defaultVisibility = 2)
public final class PullRequestsView {

    /** The verdicts in the order of the summary. */
    private static final List<Verdict.State> SUMMARY_ORDER =
            List.of(Verdict.State.SUCCESS, Verdict.State.PENDING, Verdict.State.FAILURE, Verdict.State.ERROR);

    private final boolean reported;
    private final List<PullRequestView> pullRequests;

    private PullRequestsView(boolean reported, List<PullRequestView> pullRequests) {
        this.reported = reported;
        this.pullRequests = pullRequests;
    }

    static PullRequestsView of(Item project) {
        PendingReports pending = PendingReports.now();
        long now = System.currentTimeMillis();
        List<PullRequestView> open = new ArrayList<>();
        for (OpenPullRequest pull : OpenPullRequest.in(project)) {
            PullRequestView.of(pull, pull.state(), () -> pending, now).ifPresent(open::add);
        }
        return new PullRequestsView(OpenPullRequest.reportedIn(project), List.copyOf(open));
    }

    /** Whether the pull requests of the project are reported. */
    @Exported
    public boolean isReported() {
        return reported;
    }

    /** The pull requests, the newest first. */
    @Exported
    public List<PullRequestView> getPullRequests() {
        return pullRequests;
    }

    /** The number of pull requests by verdict, in one line. */
    @Exported
    public String getSummary() {
        List<String> parts = new ArrayList<>();
        for (Verdict.State verdict : SUMMARY_ORDER) {
            count(parts, Optional.of(verdict));
        }
        count(parts, Optional.empty());
        return pullRequests.isEmpty()
                ? Messages.PullRequestsView_none()
                : Messages.PullRequestsView_summary(pullRequests.size(), String.join(", ", parts));
    }

    private void count(List<String> parts, Optional<Verdict.State> verdict) {
        long count = pullRequests.stream()
                .filter(pull -> pull.verdict().equals(verdict))
                .count();
        if (count > 0) {
            parts.add(Messages.PullRequestsView_count(
                    count, VerdictLabels.of(verdict).toLowerCase(Locale.ROOT)));
        }
    }

    /** Whether the current user may re-evaluate any of them. */
    public boolean isMayReevaluate() {
        return reported && pullRequests.stream().anyMatch(PullRequestView::isMayReevaluate);
    }
}
