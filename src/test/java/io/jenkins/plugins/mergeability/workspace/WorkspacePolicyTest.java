package io.jenkins.plugins.mergeability.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.dispatch.RunningParts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkspacePolicyTest {

    private static final Set<String> DEPENDENTS = Set.of("lib/test", "app/test@linux");

    private static boolean holds(String... ran) {
        return WorkspacePolicy.holds(List.of(ran), "lib/compile", DEPENDENTS);
    }

    @Test
    void shouldHoldAPassAfterWhichOnlyDependentsRan() {
        assertThat(holds("lib/compile")).isTrue();
        assertThat(holds("other/test", "lib/compile", "lib/test", "app/test@linux"))
                .isTrue();
        assertThat(holds("lib/compile", RunningParts.UNFINISHED + "lib/test")).isTrue();
    }

    @Test
    void shouldHoldNothingAfterAnotherJobRan() {
        assertThat(holds()).isFalse();
        assertThat(holds("lib/test")).isFalse();
        assertThat(holds("lib/compile", "other/test")).isFalse();
        assertThat(holds("lib/compile", "lib/test", RunningParts.UNFINISHED + "other/test"))
                .isFalse();
        assertThat(holds("lib/compile", "app/test")).as("another platform").isFalse();
    }

    @Test
    void shouldHoldTheLastPassOnly() {
        assertThat(holds("lib/compile", "other/test", "lib/compile")).isTrue();
        assertThat(holds("lib/compile", RunningParts.UNFINISHED + "lib/compile"))
                .isFalse();
    }
}
