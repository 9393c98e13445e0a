package io.jenkins.plugins.mergeability.reporting;

import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What GitHub has yet to be told, at one moment. */
public final class PendingReports {

    private record Subject(String place, int number) {}

    private final Map<Subject, PendingReport> first = new HashMap<>();

    private PendingReports() {}

    /** What there is now. */
    public static PendingReports now() {
        PendingReports now = new PendingReports();
        try {
            for (PendingReport waiting : Reporter.get().outbox().pending()) {
                Subject subject =
                        new Subject(waiting.subject().location(), waiting.subject().number());
                now.first.merge(subject, waiting, PendingReports::worse);
            }
        } catch (IOException stopping) {
            return now;
        }
        return now;
    }

    private static PendingReport worse(PendingReport one, PendingReport other) {
        return one.error().isEmpty() && other.error().isPresent() ? other : one;
    }

    /** What waits longest of a pull request, what is in trouble first; nothing if all has been told. */
    public Optional<PendingReport> of(OpenPullRequest pull) {
        return Optional.ofNullable(first.get(new Subject(pull.place(), pull.number())));
    }
}
