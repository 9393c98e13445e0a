package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.mergeability.engine.outbox.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.Symbol;

/** Tells administrators that GitHub does not take what it is told, and what can be done about it. */
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

    /** The projects that reports are stuck of, sorted by name. */
    public List<StuckProject> getStuck() {
        return stuck(getWaiting(), Instant.now());
    }

    static List<StuckProject> stuck(List<Waiting> waiting, Instant now) {
        Map<String, List<Waiting>> byPlace = new TreeMap<>();
        for (Waiting each : waiting) {
            if (isStuck(each, now)) {
                byPlace.computeIfAbsent(each.subject().place(), place -> new ArrayList<>())
                        .add(each);
            }
        }
        List<StuckProject> projects = new ArrayList<>();
        byPlace.forEach((place, reports) -> projects.add(new StuckProject(place, reports)));
        return projects;
    }

    private static boolean isStuck(Waiting waiting, Instant now) {
        boolean old = waiting.since().plus(LONG).isBefore(now);
        return old
                || waiting.trouble()
                        .filter(trouble -> switch (trouble.kind()) {
                            case UNAUTHORISED, FORBIDDEN, NOT_FOUND, REFUSED -> true;
                            case RATE_LIMITED, CONFLICT, TRANSIENT -> false;
                        })
                        .isPresent();
    }

    /** Everything that has not been told yet. */
    public List<Waiting> getWaiting() {
        try {
            return Reporter.get().outbox().waiting();
        } catch (IOException e) {
            return List.of();
        }
    }
}
