package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptResultsTest {

    private static final OutcomeTokens TOKENS = new OutcomeTokens("secret");

    private static final List<Part.ScriptCommand> COMMANDS = List.of(command(2, 1, true), command(3, 1, false));

    private static Part.ScriptCommand command(int position, int retries, boolean continueOnFailure) {
        return new Part.ScriptCommand(
                position,
                "all/" + position,
                "make",
                Map.of(),
                ".",
                Optional.empty(),
                retries,
                continueOnFailure,
                continueOnFailure);
    }

    /** Replaces {@code W2} and {@code W3} by the words of the commands, and slashes by ends of lines. */
    private static String output(String text) {
        return text.replace("W2", TOKENS.of(2)).replace("W3", TOKENS.of(3)).replace('/', '\n');
    }

    private static ScriptResults read(String text) throws ScriptOutputException {
        return ScriptResults.read(output(text), COMMANDS, TOKENS, WorkspaceCare.NONE, position -> position);
    }

    @Test
    void shouldReadExecutionsAndCountEarlierOnes() throws Exception {
        ScriptResults results = read("2 1 1000 20 1/2 2 1020 2 1/3 1 1022 -5 0 W3/");

        assertThat(results.passed()).isTrue();
        assertThat(results.executions())
                .containsExactly(
                        new CommandExecution(2, "all/2", "make", 3, 1, 1000, 20, true),
                        new CommandExecution(2, "all/2", "make", 4, 1, 1020, 2, true),
                        new CommandExecution(3, "all/3", "make", 4, 0, 1022, 0, false));
        assertThat(results.includes(3, 1022)).isTrue();
        assertThat(results.includes(3, 1000)).isFalse();
    }

    /** A command can write to the output of its script, as much as it wants. */
    @Test
    void shouldRefuseMoreLinesThanTheScriptCanWrite() {
        assertThatThrownBy(() -> read("2 1 1 1 1/".repeat(1_000_000)))
                .isInstanceOf(ScriptOutputException.class)
                .hasMessageContaining("it has 10000000 characters, more than the 104400 that the script can write");
        assertThatThrownBy(() -> read("2 1 1 1 1/".repeat(10_000)))
                .isInstanceOf(ScriptOutputException.class)
                .hasMessageContaining("line 2 is `2 1 1 1 1`");
    }

    @ParameterizedTest
    @CsvSource({
        "2 1 1 1 0 W2/3 1 1 1 0 W3/, true",
        "2 1 1 1 1/2 2 1 1 0 W2/3 1 1 1 1/3 2 1 1 0 W3, true",
        "2 1 1 1 0 W2/3 1 1 1 1/3 2 1 1 1/, false",
        "2 1 1 1 0 W2/3 1 1 1 -1073741510/3 2 1 1 1/, false"
    })
    void shouldAcceptWhatTheScriptWrites(String text, boolean passed) throws Exception {
        assertThat(read(text).passed()).isEqualTo(passed);
        assertThat(read(text.replace("/", "\r/")).passed()).isEqualTo(passed);
    }

    @ParameterizedTest
    @CsvSource({
        "'', the result of attempt 1 of `all/2` is missing",
        "2 1 1 1 0 W2/, the result of attempt 1 of `all/3` is missing",
        "2 1 1 1 0 W2/3 1 1 1 1/, the result of attempt 2 of `all/3` is missing",
        "hello/, line 1 is `hello`: it is no result of a command",
        "2 1 1 1 0 W2/3 1 x 5 0 W3/, line 2 is `3 1 x 5 0",
        "2 1 1 1 4294967296 W2/, it is no result of a command",
        "3 1 1 1 0 W3/, the result of attempt 1 of `all/2` comes next",
        "2 2 1 1 0 W2/, the result of attempt 1 of `all/2` comes next",
        "2 1 1 1 0 W2/2 1 1 1 0 W2/, the result of attempt 1 of `all/3` comes next",
        "2 1 1 1 0 W2/3 1 1 1 0/, the script did not write it",
        "2 1 1 1 0 W2/3 1 1 1 0 W2/, the script did not write it",
        "2 1 1 1 1 W2/, the script did not write it",
        "2 1 1 1 0 W2/3 1 1 1 1/3 2 1 1 1/3 3 1 1 0 W3/, it follows the last result",
        "2 1 1 1 0 W2/3 1 1 1 0 W3/3 1 1 1 0 W3/, it follows the last result",
        "2 1 1 1 0 W2//3 1 1 1 0 W3/, line 2 is ``"
    })
    void shouldRefuseWhatTheScriptCannotWrite(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ScriptOutputException.class)
                .hasMessageStartingWith("the results of the commands are not what their script writes: ")
                .hasMessageContaining(problem);
    }

    @Test
    void shouldRecognizeCommandsThatJenkinsKilled() {
        assertThat(ScriptResults.killed(output("2 1 1 1 0 W2/3 1 1 1 143/"))).isTrue();
        assertThat(ScriptResults.killed("2 1 1 1 137")).isTrue();
        assertThat(ScriptResults.killed("2 1 1 1 1\n143\n")).isFalse();
    }

    @Test
    void shouldHaveADifferentWordForEachCommandAndSecret() {
        assertThat(List.of(TOKENS.of(2), TOKENS.of(3), new OutcomeTokens("other").of(2)))
                .doesNotHaveDuplicates()
                .allMatch(word -> word.matches("[0-9a-f]{20}"));
        assertThat(OutcomeTokens.newSecret()).hasSize(32).isNotEqualTo(OutcomeTokens.newSecret());
    }
}
