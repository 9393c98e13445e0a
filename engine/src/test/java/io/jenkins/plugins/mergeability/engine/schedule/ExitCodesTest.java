package io.jenkins.plugins.mergeability.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How exit codes are shown. */
class ExitCodesTest {

    @ParameterizedTest
    @CsvSource({
        "129, HUP",
        "130, INT",
        "131, QUIT",
        "132, ILL",
        "133, TRAP",
        "134, ABRT",
        "135, BUS",
        "136, FPE",
        "137, KILL",
        "138, USR1",
        "139, SEGV",
        "140, USR2",
        "141, PIPE",
        "142, ALRM",
        "143, TERM"
    })
    void shouldNameTheSignal(int code, String signal) {
        assertThat(ExitCodes.text(code)).isEqualTo("exit code " + code + " (SIG" + signal + ")");
        assertThat(ExitCodes.isSignal(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 126, 127, 128})
    void shouldShowOtherCodesAsNumbers(int code) {
        assertThat(ExitCodes.text(code)).isEqualTo("exit code " + code);
        assertThat(ExitCodes.isSignal(code)).isFalse();
    }

    @Test
    void shouldNotNameSignalsThatDifferBetweenSystems() {
        assertThat(ExitCodes.text(144)).isEqualTo("exit code 144");
        assertThat(ExitCodes.text(255)).isEqualTo("exit code 255");
        assertThat(ExitCodes.isSignal(144)).isTrue();
    }
}
