package io.jenkins.plugins.mergeability.pulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private final List<BuildDigest> builds = new ArrayList<>();

    private static BuildDigest.EndedJob ended(String name, String inputs, JobStatus state, long millis) {
        return new BuildDigest.EndedJob(name, inputs, state, millis, false);
    }

    private StatisticsTest build(Set<String> affected, BuildDigest.EndedJob... jobs) {
        int number = builds.size() + 1;
        builds.add(new BuildDigest("main", number, 1000L * number, affected, List.of(jobs)));
        return this;
    }

    private Statistics statistics() {
        return Statistics.of(true, builds);
    }

    @Test
    void shouldBeEmptyWithoutBuilds() {
        Statistics none = statistics();

        assertThat(none.getBuilds()).isZero();
        assertThat(none.getProofHitRate()).isZero();
        assertThat(none.getFrom()).isZero();
        assertThat(none.getSlowest()).isEmpty();
        assertThat(none.getFlakiest()).isEmpty();
        assertThat(none.getMostAffected()).isEmpty();
    }

    @Test
    void shouldListTheSlowestJobs() {
        for (int i = 1; i <= 20; i++) {
            build(
                    Set.of("air"),
                    ended("air/test", "i" + i, JobStatus.PASSED, i * 1000),
                    ended("air/x", "", JobStatus.FAILED, 5));
        }
        Statistics statistics = statistics();

        assertThat(statistics.getSlowest()).extracting(JobFigures::getName).containsExactly("air/test", "air/x");
        JobFigures slowest = statistics.getSlowest().get(0);
        assertThat(slowest.getMedian()).isEqualTo(10_000);
        assertThat(slowest.getP95()).isEqualTo(19_000);
        assertThat(slowest.getRuns()).isEqualTo(20);
        assertThat(statistics.getSlowest().get(1).getFailures()).isEqualTo(20);
        assertThat(statistics.getFrom()).isEqualTo(1000);
        assertThat(statistics.getTo()).isEqualTo(20_000);
    }

    @Test
    void shouldUseASingleRunForAllPercentiles() {
        build(Set.of("air"), ended("air/test", "a", JobStatus.PASSED, 7));

        assertThat(statistics().getSlowest()).singleElement().satisfies(job -> {
            assertThat(job.getMedian()).isEqualTo(7);
            assertThat(job.getP95()).isEqualTo(7);
        });
    }

    @Test
    void shouldListFlakyJobs() {
        build(Set.of(), ended("one", "a", JobStatus.PASSED, 1), ended("broken", "a", JobStatus.PASSED, 1));
        build(Set.of(), ended("one", "a", JobStatus.FAILED, 1), ended("broken", "b", JobStatus.FAILED, 1));
        build(Set.of(), ended("one", "b", JobStatus.UNSTABLE, 1), ended("unknown", "", JobStatus.FAILED, 1));
        build(
                Set.of(),
                new BuildDigest.EndedJob("retried", "", JobStatus.PASSED, 1, true),
                ended("unknown", "", JobStatus.PASSED, 1));

        assertThat(statistics().getFlakiest())
                .extracting(JobFigures::getName, JobFigures::getFlaky, JobFigures::getInputs, JobFigures::getFlakyShare)
                .containsExactly(tuple("retried", 1, 1, 100.0), tuple("one", 1, 2, 50.0));
    }

    @Test
    void shouldEstimateTheSavedTime() {
        build(
                Set.of("air"),
                ended("air/test", "a", JobStatus.PASSED, 60_000),
                ended("air/lint", "a", JobStatus.PASSED, 1));
        build(Set.of("air"), ended("air/test", "a", JobStatus.PROVEN, 0), ended("air/new", "a", JobStatus.PROVEN, 0));
        Statistics statistics = statistics();

        assertThat(statistics.getRuns()).isEqualTo(2);
        assertThat(statistics.getProven()).isEqualTo(2);
        assertThat(statistics.getProofHitRate()).isEqualTo(50.0);
        assertThat(statistics.getSaved()).isEqualTo(60_000);
    }

    @Test
    void shouldListTheMostAffectedComponents() {
        build(Set.of("air", "bom")).build(Set.of("air")).build(Set.of());

        assertThat(statistics().getMostAffected())
                .extracting(ComponentFigures::getName, ComponentFigures::getBuilds, ComponentFigures::getShare)
                .containsExactly(tuple("air", 2, 66.7), tuple("bom", 1, 33.3));
    }

    @Test
    void shouldLimitTheLists() {
        for (int i = 0; i < 100; i++) {
            build(Set.of("c" + i), ended("c" + i + "/test", "a", JobStatus.PASSED, 1000 + i));
        }

        assertThat(statistics().getSlowest()).hasSize(Statistics.MAX_ENTRIES);
        assertThat(statistics().getMostAffected()).hasSize(Statistics.MAX_ENTRIES);
        assertThat(statistics().getComponents()).isEqualTo(100);
        assertThat(statistics().getJobs()).isEqualTo(100);
    }
}
