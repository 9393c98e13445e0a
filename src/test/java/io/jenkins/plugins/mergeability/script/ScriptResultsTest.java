package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptResultsTest {

    private static Part.ScriptCommand command(int position, boolean continueOnFailure) {
        return new Part.ScriptCommand(
                position, "all/" + position, "make", Map.of(), ".", Optional.empty(), 0, continueOnFailure, true);
    }

    private static final List<Part.ScriptCommand> COMMANDS = List.of(command(2, true), command(3, false));

    @Test
    void shouldReadExecutionsAndCountEarlierOnes() {
        ScriptResults results = ScriptResults.read("2 1 1000 20 1\n3 1 1020 5 0\n", COMMANDS, position -> position);

        assertThat(results.passed()).isTrue();
        assertThat(results.executions())
                .containsExactly(
                        new CommandExecution(2, "all/2", "make", 3, 1, 1000, 20, true),
                        new CommandExecution(3, "all/3", "make", 4, 0, 1020, 5, true));
        assertThat(results.includes(3, 1020)).isTrue();
        assertThat(results.includes(3, 1000)).isFalse();
    }

    @Test
    void shouldNotPassWithoutTheResultOfACommand() {
        assertThat(ScriptResults.read("2 1 1000 20 1\n", COMMANDS, position -> 0)
                        .passed())
                .isFalse();
        assertThat(ScriptResults.read("", COMMANDS, position -> 0).passed()).isFalse();
    }

    @Test
    void shouldIgnoreWhatCommandsWrite() {
        String output = "hello\n3 1 x 5 0\n9 1 1 1 0\n2 1 1 1 0 0\r\n2 1 10 -5 0\r\n3 1 1 1 0\n";

        assertThat(ScriptResults.read(output, COMMANDS, position -> 0).executions())
                .extracting(CommandExecution::position, CommandExecution::millis)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, 0L), org.assertj.core.groups.Tuple.tuple(3, 1L));
    }

    @Test
    void shouldRecognizeCommandsThatJenkinsKilled() {
        assertThat(ScriptResults.killed("2 1 1 1 0\n3 1 1 1 143\n")).isTrue();
        assertThat(ScriptResults.killed("2 1 1 1 137")).isTrue();
        assertThat(ScriptResults.killed("2 1 1 1 1\n143\n")).isFalse();
    }
}
