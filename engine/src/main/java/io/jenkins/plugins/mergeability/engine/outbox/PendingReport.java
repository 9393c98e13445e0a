package io.jenkins.plugins.mergeability.engine.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A report that has not been delivered yet.
 *
 * @param report the newest of its kind about its subject
 * @param since when the subject last had no pending report; newer reports do not reset it, so that it shows a stuck
 *     delivery
 * @param attempts to deliver this report or one that it replaced
 * @param next when it is tried again; empty if the host refused it, so that a retry is of no use
 * @param error of the last attempt
 */
public record PendingReport(
        Report report, Instant since, int attempts, Optional<Instant> next, Optional<DeliveryError> error) {

    /** The subject of the report. */
    public ReportSubject subject() {
        return report.subject();
    }
}
