package io.jenkins.plugins.mergeability.reporting.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.mergeability.config.AdministratorPage;
import io.jenkins.plugins.mergeability.engine.outbox.DeliveryError;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import io.jenkins.plugins.mergeability.engine.outbox.Report;
import io.jenkins.plugins.mergeability.reporting.FailedLookup;
import io.jenkins.plugins.mergeability.reporting.Reporter;
import io.jenkins.plugins.mergeability.reporting.Sweep;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/** The administrators' page of pending reports to GitHub and failed lookups. It can retry them. */
@Extension
@Symbol("mergeabilityReports")
public final class ReportsLink extends AdministratorPage {

    /** A pending report or a failed lookup, for people. */
    public record Row(
            String project, @CheckForNull String url, String pullRequest, String report, String since, String state) {}

    public ReportsLink() {
        super("symbol-paper-plane-outline", "mergeability-reports");
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ReportsLink_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.ReportsLink_description();
    }

    @Override
    public String getEmptyTitle() {
        return Messages.ReportsLink_emptyTitle();
    }

    @Override
    public String getEmptyText() {
        return Messages.ReportsLink_emptyText();
    }

    /** The failed lookups, then the pending reports, the oldest first. */
    @Override
    protected List<Row> rows() throws IOException {
        Instant now = Instant.now();
        List<Row> rows = new ArrayList<>();
        Reporter.get().failedLookups().forEach(lookup -> rows.add(row(lookup, now)));
        Reporter.get().outbox().pending().forEach(pending -> rows.add(row(pending, now)));
        return rows;
    }

    private static Row row(FailedLookup lookup, Instant now) {
        return row(
                lookup.location(),
                "#" + lookup.number(),
                Messages.ReportsLink_verdict(),
                timeSpan(lookup.since(), now),
                lookup.message());
    }

    private static Row row(PendingReport pending, Instant now) {
        String report = pending.report() instanceof Report.Status
                ? Messages.ReportsLink_status(pending.subject().context())
                : Messages.ReportsLink_comment();
        return row(
                pending.subject().location(),
                LocationView.subject(pending.subject()),
                report,
                timeSpan(pending.since(), now),
                state(pending, now));
    }

    private static Row row(String location, String subject, String report, String since, String state) {
        LocationView view = LocationView.of(location);
        return new Row(view.project(), view.url(), view.repository() + subject, report, since, state);
    }

    private static String state(PendingReport pending, Instant now) {
        String error = pending.error().map(DeliveryError::message).orElse("");
        String next = pending.next().isEmpty()
                ? Messages.ReportsLink_rejected()
                : pending.next().get().isAfter(now)
                        ? Messages.ReportsLink_next(timeSpan(now, pending.next().get()))
                        : Messages.ReportsLink_now();
        return error.isEmpty() ? next : Messages.ReportsLink_error(error, pending.attempts(), next);
    }

    /** Retries all pending reports, and evaluates all pull requests. */
    @POST
    public HttpResponse doRetry() throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Reporter.get().outbox().retryNow();
        Sweep.evaluateAll(Duration.ZERO, "requested by an administrator");
        return HttpResponses.redirectToDot();
    }
}
