package io.jenkins.plugins.mergeability.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.ExecutionRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.OutputRecord;
import io.jenkins.plugins.mergeability.record.StatusRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailureReasonsTest {

    private static CommandRecord command(int position, int exitCode, boolean allowed) {
        return new CommandRecord(position, "" + position, "make " + position, 1, exitCode, 0, 1, allowed, null);
    }

    private static JobRecord job(String reason, CommandRecord... commands) {
        return new JobRecord(
                TestBuild.key("air/test"),
                false,
                new StatusRecord(JobStatus.FAILED, reason, false),
                new ExecutionRecord(1, "air", "one", 1, 1),
                new OutputRecord(List.of(commands), Optional.empty(), List.of()),
                List.of());
    }

    @Test
    void shouldNameTheCommandThatFailedAndCountTheOthers() {
        assertThat(FailureReasons.describe(job("", command(1, 0, false), command(2, 2, false)), "x"))
                .isEqualTo("exit code 2 of `make 2`");
        assertThat(FailureReasons.describe(
                        job("", command(1, 143, false), command(2, 1, true), command(3, 1, false)), "x"))
                .isEqualTo("exit code 143 (SIGTERM) of `make 1` (and 1 more)");
    }

    @Test
    void shouldDescribeAPartOfAJobByItsOwnCommands() {
        JobRecord job = job("", command(1, 2, false), command(2, 0, false), command(3, 4, false));

        assertThat(FailureReasons.describe(job, Set.of(2, 3), "x")).isEqualTo("exit code 4 of `make 3`");
        assertThat(FailureReasons.describe(job, Set.of(2), "it failed")).isEqualTo("it failed");
    }

    @Test
    void shouldFallBackWhenNoCommandFailedInTheEnd() {
        JobRecord passedAtLast = job("", command(1, 1, false), command(1, 0, false));

        assertThat(FailureReasons.describe(passedAtLast, "timed out")).isEqualTo("timed out");
        assertThat(FailureReasons.isByCommands(passedAtLast)).isFalse();
        assertThat(FailureReasons.isFlaky(passedAtLast)).isTrue();
    }

    @Test
    void shouldDistinguishFailuresOfTheJobFromThoseAroundIt() {
        assertThat(FailureReasons.isByCommands(job("", command(1, 1, false)))).isTrue();
        assertThat(FailureReasons.isByCommands(job("timed out after 1.0 s"))).isTrue();
        assertThat(FailureReasons.isByCommands(job("no agent", command(1, 1, true))))
                .isFalse();
        assertThat(FailureReasons.isFlaky(job("", command(1, 1, false), command(2, 0, false))))
                .isFalse();
    }
}
