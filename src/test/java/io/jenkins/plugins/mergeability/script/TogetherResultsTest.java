package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TogetherResultsTest {

    private static final List<OutcomeTokens> JOBS =
            List.of(new OutcomeTokens("a"), new OutcomeTokens("b"), new OutcomeTokens("c"));

    private static String start(int job) {
        return TogetherResults.start(JOBS.get(job)) + "\n";
    }

    @Test
    void shouldGiveEachJobItsLines() throws Exception {
        assertThat(TogetherResults.split(start(0) + "1\n2\n" + start(1) + start(2) + "3\n", JOBS))
                .containsExactly("1\n2", "", "3");
    }

    @Test
    void shouldGiveNothingToJobsThatDidNotStart() throws Exception {
        assertThat(TogetherResults.split("", JOBS)).isEmpty();
        assertThat(TogetherResults.split(start(0) + "1\n" + start(1), JOBS)).containsExactly("1", "");
    }

    @Test
    void shouldNotTakeALineOfOneJobForTheStartOfAnother() throws Exception {
        assertThat(TogetherResults.split(
                        start(0) + "job 1\n" + start(0) + start(2) + "x" + start(1) + start(1) + "2\n", JOBS))
                .containsExactly("job 1\n" + start(0) + start(2) + "x" + start(1).strip(), "2");
        assertThatThrownBy(() -> TogetherResults.split("1\n" + start(0), JOBS))
                .isInstanceOf(ScriptOutputException.class);
    }
}
