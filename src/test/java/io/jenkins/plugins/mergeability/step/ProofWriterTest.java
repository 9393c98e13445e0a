package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProofWriterTest {

    private static final JobKey TEST = JobKey.parse("air/test");
    private static final JobKey LINT = JobKey.parse("air/lint");

    private static JobRecord job(JobKey key, JobStatus status, boolean allowed) {
        return JobRecord.planned(key, status, "", allowed);
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void shouldRememberACommitWhateverHappenedToJobsThatMayFail(JobStatus status) {
        List<JobRecord> jobs = List.of(job(TEST, JobStatus.PASSED, false), job(LINT, status, true));

        assertThat(ProofWriter.areProven(jobs, LINT::equals)).isTrue();
        assertThat(ProofWriter.areProven(jobs, job -> false)).isTrue();
        assertThat(ProofWriter.areProven(jobs, TEST::equals)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PASSED,true",
        "PROVEN,true",
        "UNAFFECTED,true",
        "SKIPPED,true",
        "UNSTABLE,false",
        "FAILED,false",
        "NOT_RUN,false",
        "INTERRUPTED,false",
        "WAITING,false",
        "RUNNING,false"
    })
    void shouldRememberACommitOnlyIfEveryJobThatCountsIsProven(JobStatus status, boolean remembered) {
        List<JobRecord> jobs = List.of(job(LINT, JobStatus.PROVEN, false), job(TEST, status, false));

        assertThat(ProofWriter.areProven(jobs, job -> false)).isEqualTo(remembered);
    }
}
