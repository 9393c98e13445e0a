package io.jenkins.plugins.mergeability.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How each shell is called. */
class ShellDialectTest {

    private static final String CHECK = "@if %errorlevel% neq 0 exit /b %errorlevel%\r\n";

    @Test
    void shouldStopEveryShellAtTheFirstErrorByItsOptions() {
        assertThat(ShellDialect.options(Shell.SH)).containsExactly("-e");
        assertThat(ShellDialect.options(Shell.BASH)).containsExactly("--noprofile", "--norc", "-e", "-o", "pipefail");
        assertThat(ShellDialect.options(Shell.PWSH))
                .containsExactly("-NoLogo", "-NoProfile", "-NonInteractive", "-Command");
        assertThat(ShellDialect.options(Shell.CMD)).containsExactly("/D", "/E:ON", "/V:OFF", "/C", "CALL");
    }

    @Test
    void shouldRunTheCommandOfAPosixShellUnchanged() {
        assertThat(ShellDialect.script(Shell.SH, "make\nmake test")).isEqualTo("make\nmake test");
        assertThat(ShellDialect.script(Shell.BASH, "make\nmake test")).isEqualTo("make\nmake test");
    }

    @Test
    void shouldCheckTheErrorLevelAfterEveryStatementOfABatch() {
        assertThat(ShellDialect.script(Shell.CMD, "build\nif exist x (\n  test\n)\ncopy a ^\n  b"))
                .isEqualTo("@echo off\r\nbuild\r\n" + CHECK + "if exist x (\r\n  test\r\n)\r\n" + CHECK
                        + "copy a ^\r\n  b\r\n" + CHECK);
    }

    @ParameterizedTest
    @CsvSource({"SH, .sh", "BASH, .sh", "PWSH, .ps1", "CMD, .cmd"})
    void shouldNameScriptsAsTheShellExpects(Shell shell, String extension) {
        assertThat(ShellDialect.extension(shell)).isEqualTo(extension);
    }
}
