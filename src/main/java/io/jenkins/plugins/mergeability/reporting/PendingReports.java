package io.jenkins.plugins.mergeability.reporting;

import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A snapshot of the reports that are not delivered yet. */
@Restricted(NoExternalUse.class)
public final class PendingReports {

    private record Subject(String location, int number) {}

    private final Map<Subject, PendingReport> first = new HashMap<>();

    private PendingReports() {}

    /** The current pending reports; none while the controller shuts down. */
    public static PendingReports now() {
        PendingReports now = new PendingReports();
        try {
            for (PendingReport waiting : Reporter.get().outbox().pending()) {
                Subject subject = new Subject(
                        waiting.subject().location(), waiting.subject().number());
                now.first.merge(subject, waiting, PendingReports::worse);
            }
        } catch (IOException shuttingDown) {
            return now;
        }
        return now;
    }

    private static PendingReport worse(PendingReport first, PendingReport second) {
        return first.error().isEmpty() && second.error().isPresent() ? second : first;
    }

    /** The oldest pending report of a pull request, preferably a failing one; empty if all are delivered. */
    public Optional<PendingReport> of(OpenPullRequest pull) {
        return Optional.ofNullable(first.get(new Subject(pull.location(), pull.number())));
    }
}
