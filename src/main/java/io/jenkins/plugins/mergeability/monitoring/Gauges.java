package io.jenkins.plugins.mergeability.monitoring;

import io.jenkins.plugins.mergeability.engine.github.RateLimit;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import io.jenkins.plugins.mergeability.environment.EnvironmentCounts;
import io.jenkins.plugins.mergeability.reporting.Reporter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of the reports to GitHub, and of environments. It is in memory: reading it asks neither a disk nor GitHub. */
final class Gauges {

    private static final double MILLIS = 1000;

    private Gauges() {}

    /** All metrics, as they are now. Those of GitHub's limit have no values if no requests were counted lately. */
    static List<MetricFamily> snapshot() {
        List<PendingReport> pending = pending();
        double age = pending.isEmpty() ? 0 : age(pending.get(0).since());
        Optional<RateLimit> quota = Reporter.get().requestQuota();
        return List.of(
                gauge(
                        "mergeability.outbox.reports",
                        MetricFamily.Unit.NONE,
                        "Reports to GitHub that are not delivered",
                        Optional.of((double) pending.size())),
                gauge(
                        "mergeability.outbox.oldest.age",
                        MetricFamily.Unit.SECONDS,
                        "How long the oldest report to GitHub is not delivered; 0 if all are",
                        Optional.of(age)),
                gauge(
                        "mergeability.github.requests.remaining",
                        MetricFamily.Unit.NONE,
                        "Requests that GitHub still accepts in this period, of the account with the fewest",
                        quota.map(limit -> (double) limit.remaining())),
                gauge(
                        "mergeability.github.requests.limit",
                        MetricFamily.Unit.NONE,
                        "Requests that GitHub accepts in a period from that account",
                        quota.map(limit -> (double) limit.limit())),
                environments(EnvironmentCounts.current()));
    }

    private static MetricFamily environments(EnvironmentCounts counts) {
        return new MetricFamily(
                "mergeability.environments",
                MetricFamily.Kind.GAUGE,
                MetricFamily.Unit.NONE,
                "Environments in a state that people should know of; one may be in several",
                List.of(
                        environments("behind", counts.behind()),
                        environments("rolled_back", counts.rolledBack()),
                        environments("waiting_for_person", counts.waitingForPerson())));
    }

    private static Series environments(String state, int count) {
        return new Series.Value(Map.of("state", state), count);
    }

    private static MetricFamily gauge(String name, MetricFamily.Unit unit, String help, Optional<Double> value) {
        List<Series> series = value.map(known -> List.<Series>of(new Series.Value(Map.of(), known)))
                .orElse(List.of());
        return new MetricFamily(name, MetricFamily.Kind.GAUGE, unit, help, series);
    }

    private static double age(Instant since) {
        return Math.max(0, Duration.between(since, Instant.now()).toMillis()) / MILLIS;
    }

    /** The reports that are not delivered, the oldest first; none before the reporter has started. */
    private static List<PendingReport> pending() {
        try {
            return Reporter.get().isStarted() ? Reporter.get().outbox().pending() : List.of();
        } catch (IOException shuttingDown) {
            return List.of();
        }
    }
}
