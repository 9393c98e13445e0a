package io.jenkins.plugins.mergeability.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a job can never start. */
class NeedsTest {

    private static final JobKey COMPILE = new JobKey("air", "compile", Optional.empty());
    private static final JobKey TEST = new JobKey("bom", "test", Optional.of("linux"));

    private static Optional<String> neverMet(List<JobKey> needs, Map<JobKey, Needs.Failure> failures) {
        return Needs.neverMet(needs, need -> Optional.ofNullable(failures.get(need)));
    }

    @Test
    void shouldWaitAsLongAsEveryNeedMayBeMet() {
        assertThat(neverMet(List.of(), Map.of(COMPILE, Needs.Failure.FAILED))).isEmpty();
        assertThat(neverMet(List.of(COMPILE, TEST), Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, failed",
        "UNSTABLE, has failing tests",
        "INTERRUPTED, was interrupted",
        "SKIPPED, was skipped",
        "NOT_RUN, was not run",
        "NOT_RUNNABLE, cannot run on this machine",
        "NOT_PLANNED, is not part of this plan",
    })
    void shouldSayWhichNeedCannotBeMetAndWhy(Needs.Failure failure, String words) {
        assertThat(neverMet(List.of(COMPILE, TEST), Map.of(TEST, failure)))
                .contains("needs bom/test@linux, which " + words);
    }

    @Test
    void shouldNameTheFirstNeedThatCannotBeMetAndLookNoFurther() {
        List<JobKey> lookedUp = new ArrayList<>();

        Optional<String> reason = Needs.neverMet(List.of(COMPILE, TEST), need -> {
            lookedUp.add(need);
            return Optional.of(Needs.Failure.FAILED);
        });

        assertThat(reason).contains("needs air/compile, which failed");
        assertThat(lookedUp).containsExactly(COMPILE);
    }

    @Test
    void shouldNotProveAPassAboveAFailureAtAnyDepth() {
        JobKey lint = new JobKey("air", "lint", Optional.empty());
        Map<JobKey, List<JobKey>> needs = Map.of(TEST, List.of(COMPILE), COMPILE, List.of(lint), lint, List.of());

        assertThat(Needs.unproven(TEST, needs::get, lint::equals))
                .contains("it needs air/lint, which failed (allowed)");
        assertThat(Needs.unproven(COMPILE, needs::get, lint::equals)).isPresent();
        assertThat(Needs.unproven(lint, needs::get, lint::equals)).isEmpty();
        assertThat(Needs.unproven(TEST, needs::get, need -> false)).isEmpty();
    }
}
