package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModificationTimesTest {

    private static final JobKey LIB = new JobKey("lib", "compile", Optional.empty());
    private static final JobKey GATE = new JobKey("gate", "check", Optional.empty());
    private static final JobKey APP = new JobKey("app", "compile", Optional.empty());
    private static final Instant CHECKOUT = Instant.EPOCH.plusNanos(100);

    private static boolean areInOrder(Map<JobKey, ModificationTimes> times) {
        Map<JobKey, List<JobKey>> needs = Map.of(LIB, List.of(), GATE, List.of(LIB), APP, List.of(GATE));
        return ModificationTimes.areInOrder(times, CHECKOUT, needs::get);
    }

    @Test
    void shouldBeInOrderIfNoneIsEarlierThanWhatItMayBeMadeOf() {
        assertThat(areInOrder(Map.of(LIB, times(101, 110), APP, times(110, 120))))
                .isTrue();
        assertThat(areInOrder(Map.of(LIB, times(101, 111), APP, times(110, 120))))
                .as("through a job without outputs")
                .isFalse();
        assertThat(areInOrder(Map.of(LIB, times(101, 111), GATE, ModificationTimes.NONE, APP, times(110, 120))))
                .as("through outputs without files")
                .isFalse();
        assertThat(areInOrder(Map.of(LIB, times(101, 105), GATE, times(106, 111), APP, times(110, 120))))
                .isFalse();
    }

    @Test
    void shouldBeLaterThanTheCheckout() {
        assertThat(areInOrder(Map.of(LIB, times(100, 110)))).isFalse();
        assertThat(areInOrder(Map.of(LIB, ModificationTimes.NONE))).isTrue();
    }

    private static ModificationTimes times(long earliest, long latest) {
        return new ModificationTimes(earliest, latest);
    }
}
