package io.jenkins.plugins.mergeability.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobRecordTest {

    private static final JobKey KEY = new JobKey("air", "test", Optional.empty());

    private static JobRecord planned(boolean allowed) {
        return JobRecord.planned(KEY, JobStatus.WAITING, "", allowed);
    }

    @Test
    void shouldForgetTheOutputOfAnAttemptThatLostItsAgent() {
        JobRecord started = planned(false).started("air", "one", 100);
        CommandRecord command = new CommandRecord(1, "1", "make", 1, 0, 100, 5, false, null);
        JobRecord lost = started.with(started.output().with(List.of(command))).requeued("its agent one was lost");

        assertThat(lost.status()).isEqualTo(JobStatus.WAITING);
        assertThat(lost.commands()).isEmpty();
        assertThat(lost.agent()).isEmpty();
        JobRecord again = lost.started("air", "two", 200).ended(JobStatus.PASSED, "", true, 250);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.millis()).isEqualTo(50);
        assertThat(again.flaky()).isTrue();
        assertThat(again.notes()).containsExactly("its agent one was lost");
    }

    @Test
    void shouldTakeNoTimeIfItNeverStarted() {
        assertThat(planned(false).ended(JobStatus.NOT_RUN, "why", false, 500).millis())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void shouldSatisfyANeedWhenItPassedOrItsFailureIsAllowed(JobStatus status) {
        boolean good = status == JobStatus.PASSED || status == JobStatus.PROVEN;
        boolean failed = status == JobStatus.FAILED || status == JobStatus.UNSTABLE;

        assertThat(planned(false).ended(status, "", false, 1).satisfiesNeed()).isEqualTo(good);
        assertThat(planned(true).ended(status, "", false, 1).satisfiesNeed()).isEqualTo(good || failed);
        assertThat(planned(false).ended(status, "", false, 1).failed()).isEqualTo(status == JobStatus.FAILED);
        assertThat(planned(true).ended(status, "", false, 1).failed()).isFalse();
    }
}
