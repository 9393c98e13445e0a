package io.jenkins.plugins.mergeability.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.ExecutionRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.OutputRecord;
import io.jenkins.plugins.mergeability.record.StatusRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobEstimatesTest {

    private static final long NONE = ShortJobs.NOT_SHORT;

    private final JobEstimates estimates = new JobEstimates();

    /** The record of a job whose command took a while. Its step took a minute. */
    static JobRecord ended(JobKey job, JobStatus status, long millis, int attempts) {
        return record(
                job, status, attempts, List.of(new CommandRecord(1, "1", "make", 1, 0, 9_000, millis, false, null)));
    }

    private static JobRecord record(JobKey job, JobStatus status, int attempts, List<CommandRecord> commands) {
        return new JobRecord(
                job,
                false,
                new StatusRecord(status, "", false),
                new ExecutionRecord(attempts, "agent 1", "agent", 1_000, 60_000),
                new OutputRecord(commands, Optional.empty(), List.of()),
                List.of());
    }

    private void pass(String... jobs) {
        for (String job : jobs) {
            estimates.ended(ended(TestBuild.key(job), JobStatus.PASSED, 100, 1));
        }
    }

    private long lint() {
        return estimates.millis(TestBuild.key("new/lint"));
    }

    @Test
    void shouldBeTheLongestOfThreeJobsOfTheName() {
        pass("a/lint", "b/lint");
        assertThat(lint()).isEqualTo(NONE);

        estimates.ended(ended(TestBuild.key("c/lint"), JobStatus.PASSED, 700, 1));
        assertThat(lint()).isEqualTo(700);
        pass("d/lint");
        assertThat(lint()).isEqualTo(700);
        estimates.ended(ended(TestBuild.key("e/lint"), JobStatus.PASSED, 2_500, 1));
        pass("f/lint");
        assertThat(lint()).isEqualTo(2_500);
    }

    @Test
    void shouldDistinguishNamesAndPlatforms() {
        pass("a/lint@bsd", "b/lint@bsd", "c/lint@bsd", "a/test", "b/test", "c/test", "a/lint", "b/lint");

        assertThat(lint()).isEqualTo(NONE);
        assertThat(estimates.millis(TestBuild.key("new/lint@bsd"))).isEqualTo(100);
        assertThat(estimates.millis(TestBuild.key("new/lint@mac"))).isEqualTo(NONE);
        assertThat(estimates.millis(TestBuild.key("new/test"))).isEqualTo(100);
    }

    @Test
    void shouldEndWithAJobThatDidNotPass() {
        for (JobStatus status : List.of(JobStatus.FAILED, JobStatus.UNSTABLE, JobStatus.INTERRUPTED)) {
            String name = status.text();
            pass("a/" + name, "b/" + name, "c/" + name);
            JobKey job = TestBuild.key("new/" + name);
            assertThat(estimates.millis(job)).isEqualTo(100);

            estimates.ended(ended(TestBuild.key("d/" + name), status, 1, 1));
            pass("e/" + name);
            assertThat(estimates.millis(job)).as(name).isEqualTo(NONE);
        }
    }

    @Test
    void shouldLearnNothingFromJobsThatDidNotRunInTheBuild() {
        pass("a/lint", "b/lint");
        for (JobStatus status : JobStatus.values()) {
            if (!status.ran() && status != JobStatus.INTERRUPTED) {
                estimates.ended(ended(TestBuild.key(status.text() + "/lint"), status, 1, 1));
            }
        }
        assertThat(lint()).isEqualTo(NONE);
        pass("c/lint");
        assertThat(lint()).isEqualTo(100);
    }

    @Test
    void shouldNotCountAJobTwice() {
        pass("a/lint", "b/lint");
        estimates.ended(ended(TestBuild.key("a/lint"), JobStatus.PASSED, 300, 2));

        assertThat(lint()).isEqualTo(NONE);
        pass("c/lint");
        assertThat(lint()).isEqualTo(300);
    }

    @Test
    void shouldCountTheCommandsFromTheFirstToTheLast() {
        estimates.ended(record(
                TestBuild.key("a/lint"),
                JobStatus.PASSED,
                1,
                List.of(
                        new CommandRecord(1, "1", "make", 1, 0, 5_000, 1_500, false, null),
                        new CommandRecord(2, "2", "make", 1, 0, 5_200, 300, false, null),
                        new CommandRecord(3, "3", "make", 1, 0, 6_600, 10, false, null))));
        pass("b/lint", "c/lint");
        assertThat(lint()).isEqualTo(1_610);

        // Without commands, that of the job with all that it waited for.
        estimates.ended(record(TestBuild.key("d/lint"), JobStatus.PASSED, 1, List.of()));
        assertThat(lint()).isEqualTo(60_000);
    }
}
