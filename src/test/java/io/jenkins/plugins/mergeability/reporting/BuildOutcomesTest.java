package io.jenkins.plugins.mergeability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.PlanOutcome;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildOutcomesTest {

    private static JobRecord job(String name, JobStatus state, boolean allowed) {
        return JobRecord.planned(JobKey.parse(name), state, "", allowed);
    }

    private static Map<String, JobProgress> results(boolean ended, Result end, JobRecord... jobs) {
        Map<String, JobProgress> named = new LinkedHashMap<>();
        BuildOutcomes.results(List.of(jobs), ended, end).forEach((key, result) -> named.put(key.toString(), result));
        return named;
    }

    @ParameterizedTest
    @CsvSource({
        "PASSED,PASSED",
        "PROVEN,PASSED",
        "FAILED,FAILED",
        "UNSTABLE,FAILED",
        "WAITING,UNFINISHED",
        "RUNNING,UNFINISHED",
        "NOT_RUN,UNFINISHED",
        "INTERRUPTED,UNFINISHED",
        "UNAFFECTED,",
        "SKIPPED,"
    })
    void shouldMapTheStatusOfAJob(JobStatus state, JobProgress result) {
        Map<String, JobProgress> results = results(true, Result.SUCCESS, job("air/test", state, false));

        assertThat(results).isEqualTo(result == null ? Map.of() : Map.of("air/test", result));
    }

    @ParameterizedTest
    @CsvSource({"PASSED", "FAILED", "UNSTABLE", "RUNNING", "NOT_RUN", "INTERRUPTED"})
    void shouldIgnoreJobsThatMayFail(JobStatus state) {
        assertThat(results(true, Result.SUCCESS, job("air/test", state, true))).isEmpty();
    }

    @Test
    void shouldWaitForTheBuildOnlyAfterAllJobs() {
        assertThat(results(false, null, job("air/test", JobStatus.RUNNING, false)))
                .containsExactly(Map.entry("air/test", JobProgress.UNFINISHED));
        assertThat(results(false, null, job("air/test", JobStatus.PASSED, false)))
                .containsEntry("build", JobProgress.UNFINISHED);
        assertThat(results(false, Result.SUCCESS)).containsEntry("build", JobProgress.UNFINISHED);
    }

    @ParameterizedTest
    @CsvSource({"FAILURE", "UNSTABLE"})
    void shouldReportAFailedBuild(String end) {
        Result result = Result.fromString(end);

        assertThat(results(true, result, job("air/test", JobStatus.PASSED, false)))
                .containsEntry("build", JobProgress.FAILED);
        assertThat(results(true, result)).isEqualTo(Map.of("build", JobProgress.FAILED));
        assertThat(results(true, result, job("air/test", JobStatus.FAILED, false)))
                .isEqualTo(Map.of("air/test", JobProgress.FAILED));
    }

    @ParameterizedTest
    @CsvSource({"ABORTED", "NOT_BUILT", ","})
    void shouldReportACutOffBuildAsUnfinished(String end) {
        Result result = end == null ? null : Result.fromString(end);

        assertThat(results(true, result, job("air/test", JobStatus.PASSED, false)))
                .containsEntry("its end", JobProgress.UNFINISHED);
        assertThat(results(true, result, job("air/test", JobStatus.INTERRUPTED, false)))
                .isEqualTo(Map.of("air/test", JobProgress.UNFINISHED));
    }

    @Test
    void shouldCountTheWorseOfTwoCalls() {
        assertThat(results(
                        true,
                        Result.SUCCESS,
                        job("a/b", JobStatus.PASSED, false),
                        job("a/b", JobStatus.NOT_RUN, false),
                        job("c/d", JobStatus.FAILED, false),
                        job("c/d", JobStatus.PASSED, false)))
                .isEqualTo(Map.of("a/b", JobProgress.UNFINISHED, "c/d", JobProgress.FAILED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"air/test", "air/test@linux", "build", "its end", "a.b+c/d-e@f_g"})
    void shouldParseJobs(String name) {
        JobKey key = JobKey.parse(name);

        assertThat(key).hasToString(name);
        assertThat(JobKey.parse(key.toString())).isEqualTo(key);
    }

    @Test
    void shouldHaveAnUnknownPlanWithoutABuild() {
        assertThat(BuildOutcomes.planOutcome(Optional.empty())).isEqualTo(new PlanOutcome.Unknown());
    }
}
