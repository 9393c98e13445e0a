package io.jenkins.plugins.mergeability.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mergeability.engine.github.RateLimit;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

    @Test
    void shouldCountValuesUpToEachBound() {
        Histogram histogram = new Histogram(List.of(1.0, 5.0));
        histogram.add(0.5);
        histogram.add(1.0);
        histogram.addMillis(1001);
        histogram.add(600);
        histogram.addMillis(-5);

        Series.Distribution distribution = histogram.snapshot(Map.of("result", "passed"));

        assertThat(distribution.buckets()).containsExactly(3L, 4L, 5L);
        assertThat(distribution.count()).isEqualTo(5);
        assertThat(distribution.sum()).isEqualTo(602.501);
        assertThat(distribution.labels()).isEqualTo(Map.of("result", "passed"));
    }

    @Test
    void shouldLoseNothingWithManyThreads() throws Exception {
        Measurements measurements = new Measurements();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int j = 0; j < 10_000; j++) {
                    measurements.jobEnded(JobStatus.PASSED);
                    measurements.jobRan(JobStatus.PASSED, 1000);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        List<MetricFamily> families = measurements.snapshot();

        assertThat(series(families, "mergeability.jobs", "passed"))
                .isEqualTo(new Series.Value(Map.of("result", "passed"), 80_000));
        assertThat(series(families, "mergeability.job.duration", "passed"))
                .isInstanceOfSatisfying(Series.Distribution.class, seconds -> {
                    assertThat(seconds.count()).isEqualTo(80_000);
                    assertThat(seconds.sum()).isEqualTo(80_000);
                });
    }

    private static Series series(List<MetricFamily> families, String name, String label) {
        return families.stream()
                .filter(family -> family.name().equals(name))
                .flatMap(family -> family.series().stream())
                .filter(series -> series.labels().containsValue(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldMeasureTheTimeToTheFirstVerdict() {
        AtomicLong now = new AtomicLong();
        VerdictTimes times = new VerdictTimes(now::get);
        times.announced("a");
        now.set(2_500_000_000L);
        times.announced("a");

        assertThat(times.decided("a")).hasValue(2.5);
        assertThat(times.decided("a")).isEmpty();
        assertThat(times.decided("unknown")).isEmpty();
    }

    @Test
    void shouldForgetCommitsThatAreNeverBuilt() {
        VerdictTimes times = new VerdictTimes(() -> 0);
        for (int i = 0; i <= VerdictTimes.MAX_COMMITS; i++) {
            times.announced("commit " + i);
        }
        assertThat(times.decided("commit 0")).isEmpty();
        assertThat(times.decided("commit 1")).isPresent();
    }

    @Test
    void shouldNameResultsLikeOpenTelemetry() {
        assertThat(List.of(Result.SUCCESS, Result.UNSTABLE, Result.FAILURE, Result.NOT_BUILT, Result.ABORTED))
                .extracting(result -> BuildResult.of(result).text())
                .containsExactly("success", "failure", "failure", "skip", "cancellation");
    }

    @Test
    void shouldNameMetricsLikePrometheus() {
        assertThat(new Measurements().snapshot())
                .extracting(PrometheusCollector::name)
                .containsExactly(
                        "cicd_pipeline_run_active",
                        "cicd_pipeline_run_duration_seconds",
                        "cicd_system_errors_total",
                        "mergeability_jobs_total",
                        "mergeability_job_duration_seconds",
                        "mergeability_plan_duration_seconds",
                        "mergeability_saved_seconds_total",
                        "mergeability_verdict_delay_seconds");
    }

    @Test
    void shouldHaveASeriesForEachVerdict() {
        Measurements measurements = new Measurements();
        for (Verdict.State state : Verdict.State.values()) {
            measurements.announced("commit");
            measurements.decided("commit", state);
            assertThat(series(measurements.snapshot(), "mergeability.verdict.delay", state.text()))
                    .isInstanceOfSatisfying(
                            Series.Distribution.class,
                            delay -> assertThat(delay.count()).isEqualTo(1));
        }
    }

    @Test
    void shouldBeUnhealthyWhenFewRequestsAreLeft() {
        Instant reset = Instant.parse("2026-11-28T12:00:00Z");
        assertThat(HealthChecks.requests(Optional.empty()).isHealthy()).isTrue();
        assertThat(HealthChecks.requests(Optional.of(new RateLimit(5000, 250, reset)))
                        .isHealthy())
                .isTrue();
        assertThat(HealthChecks.requests(Optional.of(new RateLimit(5000, 249, reset))))
                .satisfies(result -> assertThat(result.isHealthy()).isFalse())
                .satisfies(result -> assertThat(result.getMessage())
                        .isEqualTo("GitHub accepts only 249 of 5,000 requests until 2026-11-28T12:00:00Z"));
    }
}
