package io.jenkins.plugins.mergeability.reporting.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.outbox.DeliveryError;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import io.jenkins.plugins.mergeability.reporting.FailedLookup;
import io.jenkins.plugins.mergeability.reporting.Reporter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jenkinsci.Symbol;

/** Warns administrators about failing reports and lookups at GitHub, and shows how to fix them. */
@Extension
@Symbol("mergeabilityReporting")
public final class ReportingMonitor extends AdministrativeMonitor {

    /** The age from which any pending report is a problem. */
    private static final Duration MAX_AGE = Duration.ofMinutes(30);

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ReportingMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getStuck().isEmpty();
    }

    /** The projects with stuck reports or failing lookups, sorted by name. */
    public List<StuckProject> getStuck() {
        return stuck(pending(), Reporter.get().failedLookups(), Instant.now());
    }

    static List<StuckProject> stuck(List<PendingReport> pending, List<FailedLookup> lookups, Instant now) {
        Map<String, StuckProject> byLocation = new TreeMap<>();
        for (PendingReport each : pending) {
            if (isStuck(each.since(), each.error().map(DeliveryError::kind), now)) {
                byLocation
                        .computeIfAbsent(each.subject().location(), StuckProject::new)
                        .add(each);
            }
        }
        for (FailedLookup each : lookups) {
            if (isStuck(each.since(), Optional.of(each.kind()), now)) {
                byLocation.computeIfAbsent(each.location(), StuckProject::new).add(each);
            }
        }
        return List.copyOf(byLocation.values());
    }

    private static boolean isStuck(Instant since, Optional<HostException.Kind> error, Instant now) {
        return since.plus(MAX_AGE).isBefore(now)
                || error.filter(kind -> switch (kind) {
                            case UNAUTHORIZED, FORBIDDEN, NOT_FOUND, REFUSED -> true;
                            case RATE_LIMITED, CONFLICT, TRANSIENT -> false;
                        })
                        .isPresent();
    }

    private static List<PendingReport> pending() {
        try {
            return Reporter.get().outbox().pending();
        } catch (IOException e) {
            return List.of();
        }
    }
}
