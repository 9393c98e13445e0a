package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.outbox.DeliveryError;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jenkinsci.Symbol;

/** Tells administrators that GitHub does not take what it is told, or tells nothing, and what can be done about it. */
@Extension
@Symbol("mergeabilityReporting")
public final class ReportingMonitor extends AdministrativeMonitor {

    /** What waits longer than this does so for no good reason. */
    private static final Duration LONG = Duration.ofMinutes(30);

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ReportingMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getStuck().isEmpty();
    }

    /** The projects that reports are stuck of, or that cannot be reported at all, sorted by name. */
    public List<StuckProject> getStuck() {
        return stuck(getWaiting(), Reporter.get().unread(), Instant.now());
    }

    static List<StuckProject> stuck(List<PendingReport> waiting, List<FailedLookup> unread, Instant now) {
        Map<String, StuckProject> byPlace = new TreeMap<>();
        for (PendingReport each : waiting) {
            if (isStuck(each.since(), each.error().map(DeliveryError::kind), now)) {
                byPlace.computeIfAbsent(each.subject().location(), StuckProject::new)
                        .add(each);
            }
        }
        for (FailedLookup each : unread) {
            if (isStuck(each.since(), Optional.of(each.kind()), now)) {
                byPlace.computeIfAbsent(each.place(), StuckProject::new).add(each);
            }
        }
        return List.copyOf(byPlace.values());
    }

    private static boolean isStuck(Instant since, Optional<HostException.Kind> trouble, Instant now) {
        return since.plus(LONG).isBefore(now)
                || trouble.filter(kind -> switch (kind) {
                            case UNAUTHORIZED, FORBIDDEN, NOT_FOUND, REFUSED -> true;
                            case RATE_LIMITED, CONFLICT, TRANSIENT -> false;
                        })
                        .isPresent();
    }

    /** Everything that has not been told yet. */
    public List<PendingReport> getWaiting() {
        try {
            return Reporter.get().outbox().pending();
        } catch (IOException e) {
            return List.of();
        }
    }
}
