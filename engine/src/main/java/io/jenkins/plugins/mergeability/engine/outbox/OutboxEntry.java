package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of a {@link ReportKey}: what is to be told, and what has been. It changes by what happens, and every change
 * makes a new one.
 *
 * @param subject with the newest account
 * @param comment whether its reports are comments
 * @param waiting what is to be told
 * @param told what was told of each commit ({@link Fingerprint}), or of the comment, the newest last; {@link #UNSURE} if an
 *     attempt was made of which nobody knows whether it was heard
 * @param limited until when the host wants to hear nothing of the account, as far as it was learned here; it outlasts what
 *     was to be told then
 */
record OutboxEntry(
        ReportSubject subject,
        boolean comment,
        Optional<PendingReport> waiting,
        Map<String, String> told,
        Optional<Instant> limited) {

    static final String UNSURE = "?";

    /** So many commits are remembered, for who goes back to an earlier one. */
    private static final int COMMITS = 8;

    OutboxEntry {
        told = Collections.unmodifiableMap(new LinkedHashMap<>(told));
    }

    /** Nothing yet. */
    static OutboxEntry about(Report report) {
        return new OutboxEntry(
                report.subject(), report instanceof Report.Comment, Optional.empty(), Map.of(), Optional.empty());
    }

    ReportKey key() {
        return ReportKey.of(subject, comment);
    }

    /** A report takes the place of what waits; one that was told already, or waits already, changes nothing. */
    OutboxEntry offered(Report report, Instant now) {
        if (Fingerprint.of(report).equals(told.get(Fingerprint.about(report)))) {
            return waiting.isEmpty()
                    ? this
                    : new OutboxEntry(report.subject(), comment, Optional.empty(), told, limited);
        }
        if (waiting.isPresent() && Fingerprint.same(waiting.get().report(), report)) {
            return subject.equals(report.subject()) ? this : with(report, waiting.get());
        }
        // What troubles the host, or us with it, does not end by a newer report; what it refused may.
        return waiting.isPresent() && waiting.get().next().isPresent()
                ? with(report, waiting.get())
                : with(report, new PendingReport(report, now, 0, Optional.of(now), Optional.empty()));
    }

    /** An attempt begins: from now on the host may have heard it. */
    OutboxEntry sending(Report report) {
        return told(Fingerprint.about(report), UNSURE);
    }

    /** The host has heard it. */
    OutboxEntry delivered(Report report, Instant now) {
        OutboxEntry page = told(Fingerprint.about(report), Fingerprint.of(report));
        if (waiting.isEmpty()) {
            return new OutboxEntry(subject, comment, waiting, page.told, Optional.empty());
        }
        Report newest = waiting.get().report();
        Optional<PendingReport> left = Fingerprint.same(newest, report)
                ? Optional.empty()
                : Optional.of(new PendingReport(newest, now, 0, Optional.of(now), Optional.empty()));
        return new OutboxEntry(subject, comment, left, page.told, Optional.empty());
    }

    /**
     * An attempt failed.
     *
     * @param before what was told before it; {@link #UNSURE} if the host may have heard the attempt, nothing for nothing
     * @param next when it can be tried again
     */
    OutboxEntry failed(
            Report report, Optional<String> before, DeliveryError trouble, Optional<Instant> next, Instant now) {
        OutboxEntry page =
                before.isPresent() ? told(Fingerprint.about(report), before.get()) : untold(Fingerprint.about(report));
        Optional<Instant> limit = trouble.kind() == HostException.Kind.RATE_LIMITED ? next : limited;
        if (waiting.isEmpty()) {
            return new OutboxEntry(subject, comment, waiting, page.told, limit);
        }
        PendingReport left = waiting.get();
        boolean newer = !Fingerprint.same(left.report(), report);
        PendingReport after = next.isEmpty() && newer
                ? new PendingReport(left.report(), now, 0, Optional.of(now), Optional.empty())
                : new PendingReport(left.report(), left.since(), left.attempts() + 1, next, Optional.of(trouble));
        return new OutboxEntry(subject, comment, Optional.of(after), page.told, limit);
    }

    /** What waits is tried at another time. */
    OutboxEntry again(Instant next) {
        return new OutboxEntry(
                subject,
                comment,
                waiting.map(
                        w -> new PendingReport(w.report(), w.since(), w.attempts(), Optional.of(next), w.trouble())),
                told,
                limited);
    }

    /** What waits was planned by a clock that was ahead. */
    OutboxEntry earlier(Duration by) {
        Optional<Instant> next = waiting.flatMap(PendingReport::next);
        return next.isPresent() ? again(next.get().minus(by)) : this;
    }

    /** Somebody else tells the status of a commit from now on. */
    OutboxEntry disowned(String commit) {
        boolean waits = waiting.filter(w -> w.report() instanceof Report.Status status
                        && status.commit().equals(commit))
                .isPresent();
        if (comment || !waits && !told.containsKey(commit)) {
            return this;
        }
        OutboxEntry page = untold(commit);
        return waits ? new OutboxEntry(subject, comment, Optional.empty(), page.told, limited) : page;
    }

    private OutboxEntry with(Report report, PendingReport as) {
        PendingReport changed = new PendingReport(report, as.since(), as.attempts(), as.next(), as.trouble());
        return new OutboxEntry(report.subject(), comment, Optional.of(changed), told, limited);
    }

    private OutboxEntry told(String about, String print) {
        Map<String, String> changed = new LinkedHashMap<>(told);
        changed.remove(about);
        changed.put(about, print);
        if (changed.size() > COMMITS) {
            changed.remove(changed.keySet().iterator().next());
        }
        return new OutboxEntry(subject, comment, waiting, changed, limited);
    }

    private OutboxEntry untold(String about) {
        Map<String, String> changed = new LinkedHashMap<>(told);
        changed.remove(about);
        return new OutboxEntry(subject, comment, waiting, changed, limited);
    }
}
