package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a {@link ReportKey}: the pending report and the delivered ones. It is immutable; each event makes a new
 * one.
 *
 * @param subject with the newest account
 * @param kind the kind of its reports
 * @param pending the report to deliver
 * @param fingerprints the {@link Fingerprint} of the last report delivered, by commit (empty for a kind), the newest
 *     last; {@link #UNCONFIRMED} after an attempt that the host may or may not have processed
 * @param rateLimitedUntil the end of the account's rate limit as reported to this key; it outlasts the pending report
 */
record OutboxEntry(
        ReportSubject subject,
        ReportKind kind,
        Optional<PendingReport> pending,
        Map<String, String> fingerprints,
        Optional<Instant> rateLimitedUntil) {

    static final String UNCONFIRMED = "?";

    /** How many commits are remembered, for a head that returns to an earlier commit. */
    private static final int MAX_COMMITS = 8;

    OutboxEntry {
        fingerprints = Collections.unmodifiableMap(new LinkedHashMap<>(fingerprints));
    }

    /** An entry for the key of a report, without any report. */
    static OutboxEntry empty(Report report) {
        return new OutboxEntry(report.subject(), ReportKind.of(report), Optional.empty(), Map.of(), Optional.empty());
    }

    ReportKey key() {
        return ReportKey.of(subject, kind);
    }

    /** Replaces the pending report; a report that is delivered or pending already changes nothing. */
    OutboxEntry offered(Report report, Instant now) {
        if (Fingerprint.of(report).equals(fingerprints.get(Fingerprint.commit(report)))) {
            return pending.isEmpty()
                    ? this
                    : new OutboxEntry(report.subject(), kind, Optional.empty(), fingerprints, rateLimitedUntil);
        }
        if (pending.isPresent() && Fingerprint.matches(pending.get().report(), report)) {
            return subject.equals(report.subject()) ? this : replaced(report, pending.get());
        }
        // A newer report does not fix a host or credentials that fail, but it may be one that the host does not refuse.
        return pending.isPresent() && pending.get().next().isPresent()
                ? replaced(report, pending.get())
                : replaced(report, new PendingReport(report, now, 0, Optional.of(now), Optional.empty()));
    }

    /** An attempt begins: from now on the host may have processed it. */
    OutboxEntry sending(Report report) {
        return withFingerprint(Fingerprint.commit(report), UNCONFIRMED);
    }

    /** The host has accepted a report. */
    OutboxEntry delivered(Report report, Instant now) {
        OutboxEntry entry = withFingerprint(Fingerprint.commit(report), Fingerprint.of(report));
        if (pending.isEmpty()) {
            return new OutboxEntry(subject, kind, pending, entry.fingerprints, Optional.empty());
        }
        Report newest = pending.get().report();
        Optional<PendingReport> left = Fingerprint.matches(newest, report)
                ? Optional.empty()
                : Optional.of(new PendingReport(newest, now, 0, Optional.of(now), Optional.empty()));
        return new OutboxEntry(subject, kind, left, entry.fingerprints, Optional.empty());
    }

    /**
     * An attempt failed.
     *
     * @param fingerprint the last fingerprint known to the host: the one before the attempt, {@link #UNCONFIRMED} if
     *     the host may have processed the attempt, or none
     * @param next when it can be tried again
     */
    OutboxEntry failed(
            Report report, Optional<String> fingerprint, DeliveryError error, Optional<Instant> next, Instant now) {
        String commit = Fingerprint.commit(report);
        OutboxEntry entry =
                fingerprint.isPresent() ? withFingerprint(commit, fingerprint.get()) : withoutFingerprint(commit);
        Optional<Instant> limit = error.kind() == HostException.Kind.RATE_LIMITED ? next : rateLimitedUntil;
        if (pending.isEmpty()) {
            return new OutboxEntry(subject, kind, pending, entry.fingerprints, limit);
        }
        PendingReport left = pending.get();
        boolean newer = !Fingerprint.matches(left.report(), report);
        PendingReport after = next.isEmpty() && newer
                ? new PendingReport(left.report(), now, 0, Optional.of(now), Optional.empty())
                : new PendingReport(left.report(), left.since(), left.attempts() + 1, next, Optional.of(error));
        return new OutboxEntry(subject, kind, Optional.of(after), entry.fingerprints, limit);
    }

    /** Sets the time of the next attempt. */
    OutboxEntry scheduledAt(Instant next) {
        return new OutboxEntry(
                subject,
                kind,
                pending.map(left -> new PendingReport(
                        left.report(), left.since(), left.attempts(), Optional.of(next), left.error())),
                fingerprints,
                rateLimitedUntil);
    }

    /** Moves the next attempt back: its time was set by a clock that was ahead. */
    OutboxEntry movedBack(Duration by) {
        Optional<Instant> next = pending.flatMap(PendingReport::next);
        return next.isPresent() ? scheduledAt(next.get().minus(by)) : this;
    }

    /** Drops everything about a commit: another subject reports its status from now on. */
    OutboxEntry released(String commit) {
        boolean isPending = pending.filter(left -> left.report() instanceof Report.Status status
                        && status.commit().equals(commit))
                .isPresent();
        if (kind != ReportKind.STATUS || !isPending && !fingerprints.containsKey(commit)) {
            return this;
        }
        OutboxEntry entry = withoutFingerprint(commit);
        return isPending
                ? new OutboxEntry(subject, kind, Optional.empty(), entry.fingerprints, rateLimitedUntil)
                : entry;
    }

    private OutboxEntry replaced(Report report, PendingReport schedule) {
        PendingReport changed =
                new PendingReport(report, schedule.since(), schedule.attempts(), schedule.next(), schedule.error());
        return new OutboxEntry(report.subject(), kind, Optional.of(changed), fingerprints, rateLimitedUntil);
    }

    private OutboxEntry withFingerprint(String commit, String fingerprint) {
        Map<String, String> changed = new LinkedHashMap<>(fingerprints);
        changed.remove(commit);
        changed.put(commit, fingerprint);
        if (changed.size() > MAX_COMMITS) {
            changed.remove(changed.keySet().iterator().next());
        }
        return new OutboxEntry(subject, kind, pending, changed, rateLimitedUntil);
    }

    private OutboxEntry withoutFingerprint(String commit) {
        Map<String, String> changed = new LinkedHashMap<>(fingerprints);
        changed.remove(commit);
        return new OutboxEntry(subject, kind, pending, changed, rateLimitedUntil);
    }
}
