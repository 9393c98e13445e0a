package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.mergeability.engine.outbox.DeliveryError;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import io.jenkins.plugins.mergeability.engine.outbox.Report;
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

/** The page on which administrators see what GitHub has yet to be told, and have it told now. */
@Extension
@Symbol("mergeabilityReports")
public final class ReportsLink extends ManagementLink {

    /** What GitHub has yet to be told, or to tell, for people. */
    public record Row(
            String project, @CheckForNull String url, String pullRequest, String what, String since, String state) {}

    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline";
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
    public String getUrlName() {
        return "mergeability-reports";
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    /** What the page lists: what could not be decided, and then what waits to be told, the longest first. */
    public List<Row> getRows() throws IOException {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        Instant now = Instant.now();
        List<Row> rows = new ArrayList<>();
        Reporter.get().unread().forEach(unread -> rows.add(row(unread, now)));
        Reporter.get().outbox().pending().forEach(waiting -> rows.add(row(waiting, now)));
        return rows;
    }

    private static Row row(FailedLookup unread, Instant now) {
        return row(
                unread.place(),
                unread.number(),
                Messages.ReportsLink_verdict(),
                span(unread.since(), now),
                unread.words());
    }

    private static Row row(PendingReport waiting, Instant now) {
        String what = waiting.report() instanceof Report.Status
                ? Messages.ReportsLink_status(waiting.subject().context())
                : Messages.ReportsLink_comment();
        return row(
                waiting.subject().location(),
                waiting.subject().number(),
                what,
                span(waiting.since(), now),
                state(waiting, now));
    }

    private static Row row(String place, int number, String what, String since, String state) {
        String project = RepositoryLocation.of(place).map(RepositoryLocation::project).orElse(place);
        String repository = RepositoryLocation.of(place)
                .map(where -> where.owner() + "/" + where.repository())
                .orElse("");
        Item item = Jenkins.get().getItemByFullName(project);
        return new Row(project, item == null ? null : item.getUrl(), repository + "#" + number, what, since, state);
    }

    private static String state(PendingReport waiting, Instant now) {
        String words = waiting.error().map(DeliveryError::message).orElse("");
        String next = waiting.next().isEmpty()
                ? Messages.ReportsLink_refused()
                : waiting.next().get().isAfter(now)
                        ? Messages.ReportsLink_next(span(now, waiting.next().get()))
                        : Messages.ReportsLink_now();
        return words.isEmpty() ? next : Messages.ReportsLink_trouble(words, waiting.attempts(), next);
    }

    private static String span(Instant from, Instant to) {
        return Util.getTimeSpanString(Math.max(0, Duration.between(from, to).toMillis()));
    }

    /** Tells everything now, and looks at every pull request again. */
    @POST
    public HttpResponse doTryNow() throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Reporter.get().outbox().retryNow();
        Sweep.all(Duration.ZERO, "asked for by an administrator");
        return HttpResponses.redirectToDot();
    }
}
