package io.jenkins.plugins.mergeability.reporting.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoalescedActionsTest {

    private final CoalescedActions actions = new CoalescedActions();
    private final List<String> runs = new ArrayList<>();

    @Test
    void shouldRunAnActionOnceForAllRequestsWhileItRuns() {
        actions.run("a", () -> {
            runs.add("a");
            if (runs.size() == 1) {
                for (int i = 0; i < 1000; i++) {
                    actions.run("a", () -> runs.add("never"));
                }
                actions.run("b", () -> runs.add("b"));
            }
        });
        actions.run("a", () -> runs.add("again"));

        assertThat(runs).containsExactly("a", "b", "a", "again");
    }

    @Test
    void shouldRunAfterAFailure() {
        assertThatThrownBy(() -> actions.run("a", () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        actions.run("a", () -> runs.add("a"));
        assertThat(runs).containsExactly("a");
    }
}
