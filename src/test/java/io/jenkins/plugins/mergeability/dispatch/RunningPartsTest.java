package io.jenkins.plugins.mergeability.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningPartsTest {

    private final RunningParts parts = new RunningParts();

    @Test
    void shouldReturnTheFlowNodeOfAStepOnce() {
        parts.commandsStarted("air/test", "0.1", "7");

        assertThat(parts.commandsEnded("air/test", "0")).isNull();
        assertThat(parts.commandsEnded("air/test", "0.1")).isEqualTo("7");
        assertThat(parts.commandsEnded("air/test", "0.1")).isNull();
    }

    @Test
    void shouldKnowWhenADeadlineHasPassed() {
        parts.timeoutStarted("air/test", "0", 10_000);

        assertThat(parts.isPastDeadline("air/test", "0", 9_000)).isFalse();
        assertThat(parts.isPastDeadline("air/test", "0", 9_950)).isTrue();
    }

    @Test
    void shouldSpareSiblingsWhileJenkinsStopsAPart() {
        parts.stopping("air/test", "0.1", 10_000);

        assertThat(parts.isSiblingStopping("air/test", "0.2", 10_500)).isTrue();
        assertThat(parts.isSiblingStopping("air/test", "0", 10_500)).isTrue();
        assertThat(parts.isSiblingStopping("air/test", "0.1.3", 10_500))
                .as("inside of it")
                .isFalse();
        assertThat(parts.isSiblingStopping("air/lint", "0.2", 10_500))
                .as("another job")
                .isFalse();
        assertThat(parts.isSiblingStopping("air/test", "0.2", 80_000))
                .as("long after")
                .isFalse();
    }

    @Test
    void shouldNotSpareSiblingsOfAPartThatEndedInTime() {
        parts.timeoutStarted("air/test", "0", 10_000);
        parts.timeoutEnded("air/test", "0");

        assertThat(parts.isSiblingStopping("air/test", "1", 10_500)).isFalse();
    }

    @Test
    void shouldReturnTheStepsThatATimeoutStopped() {
        parts.commandsStarted("air/test", "0.1", "7");
        parts.commandsStarted("air/test", "1", "8");
        parts.commandsStarted("air/lint", "0.1", "9");

        assertThat(parts.timedOut("air/test", "0", "timed out after 1 s")).isEqualTo(Map.of("0.1", "7"));
        assertThat(parts.commandsEnded("air/test", "1")).isEqualTo("8");
        assertThat(parts.removeTimeout("air/test")).isEqualTo("timed out after 1 s");
        assertThat(parts.removeTimeout("air/test")).isEqualTo("timed out");
    }

    @Test
    void shouldSurviveARestartWithThePipeline() throws Exception {
        parts.passedAfterFailure("air/test");
        parts.parallelStarted("air/test", "0");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(parts);
        }
        RunningParts restored;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            restored = (RunningParts) in.readObject();
        }

        assertThat(restored.removePassedAfterFailure("air/test")).isTrue();
        assertThat(restored.removePassedAfterFailure("air/test")).isFalse();
        assertThat(restored.parallelStarted("air/test", "0")).isEqualTo(2);
    }

    @Test
    void shouldKnowWhatRanInAWorkspaceSinceItWasCleaned() {
        parts.starts("a/compile", "a/compile", "taking", false);
        assertThat(parts.ran("taking")).containsExactly("!a/compile");
        parts.passed("a/compile", "taking");
        parts.starts("a/test", "a/test", "taking", true);

        assertThat(parts.ran("taking")).containsExactly("a/compile", "!a/test");
        assertThat(parts.finds("a/test")).isTrue();
        assertThat(parts.ran("other")).isEmpty();

        parts.starts("b/test", "b/test", "taking", false);
        assertThat(parts.ran("taking")).containsExactly("!b/test");
        assertThat(parts.finds("b/test")).isFalse();
    }
}
