package io.jenkins.plugins.mergeability.engine.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A report that has not been told yet.
 *
 * @param report the newest of its kind about its subject
 * @param since when there was last nothing to be told, so that ever newer reports do not hide that none arrives
 * @param attempts to tell this, or one that it replaced
 * @param next when it is tried again; nothing if that is of no use, because the host understood it and refused
 * @param trouble what went wrong last
 */
public record PendingReport(
        Report report, Instant since, int attempts, Optional<Instant> next, Optional<DeliveryError> trouble) {

    /** What it is about. */
    public ReportSubject subject() {
        return report.subject();
    }
}
