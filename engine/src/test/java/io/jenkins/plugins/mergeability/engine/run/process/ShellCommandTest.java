package io.jenkins.plugins.mergeability.engine.run.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arguments a shell is started with. */
class ShellCommandTest {

    @TempDir
    private Path temporary;

    private String base;

    @BeforeEach
    void setUp() throws IOException {
        base = temporary.resolve("01-test").toString();
        for (String name : List.of("sh", "bash", "pwsh", "pwsh.exe", "cmd.exe", "sh.exe")) {
            Files.createFile(temporary.resolve(name)).toFile().setExecutable(true);
        }
    }

    private List<String> arguments(boolean windows, Shell shell, String command) throws IOException {
        ShellCommand shells = new ShellCommand(windows, temporary.toString(), StandardCharsets.US_ASCII);
        List<String> arguments = shells.arguments(shell, command, base);
        assertThat(arguments.get(0))
                .isEqualTo(temporary
                        .resolve(shell.text() + (windows ? ".exe" : ""))
                        .toString());
        return arguments.subList(1, arguments.size());
    }

    @Test
    void shouldStopEveryShellAtTheFirstError() throws IOException {
        assertThat(arguments(false, Shell.SH, "make all")).containsExactly("-e", "-c", "make all");
        assertThat(arguments(false, Shell.BASH, "make all"))
                .containsExactly("--noprofile", "--norc", "-e", "-o", "pipefail", "-c", "make all");
        assertThat(arguments(false, Shell.PWSH, "make all"))
                .containsExactly("-NoLogo", "-NoProfile", "-NonInteractive", "-Command", """
                        $ErrorActionPreference = 'Stop'
                        $PSNativeCommandUseErrorActionPreference = $true
                        make all
                        if (Test-Path -LiteralPath variable:\\LASTEXITCODE) { exit $LASTEXITCODE }
                        """);
    }

    @Test
    void shouldCheckForErrorsAfterEveryStatementOfABatch() throws IOException {
        assertThat(arguments(true, Shell.CMD, "build\n\nif exist x (\n  test\n)\ncopy a ^\n  b"))
                .containsExactly("/D", "/E:ON", "/V:OFF", "/C", "CALL", base + ".cmd");
        String check = "@if %errorlevel% neq 0 exit /b %errorlevel%\r\n";
        assertThat(Path.of(base + ".cmd"))
                .hasContent("@echo off\r\nbuild\r\n" + check + "\r\nif exist x (\r\n  test\r\n)\r\n" + check
                        + "copy a ^\r\n  b\r\n" + check);
    }

    @Test
    void shouldWriteAFileWhereQuotingCannotBeTrusted() throws IOException {
        assertThat(arguments(true, Shell.PWSH, "echo \"a b\"")).last().isEqualTo(". '" + base + ".ps1'");
        assertThat(arguments(true, Shell.SH, "echo \"a b\"")).containsExactly("-e", base + ".sh");
    }

    @Test
    void shouldWriteAFileForACommandThatCannotBeAnArgument() throws IOException {
        assertThat(arguments(false, Shell.SH, "echo schön")).containsExactly("-e", base + ".sh");
        assertThat(Path.of(base + ".sh")).hasContent("echo schön");
    }

    @Test
    void shouldSayThatAShellIsNotInstalled() {
        assertThatThrownBy(() ->
                        new ShellCommand(false, "/nowhere", StandardCharsets.UTF_8).arguments(Shell.PWSH, "true", base))
                .isInstanceOf(IOException.class)
                .hasMessage("the shell `pwsh` is not installed here (not found on PATH):"
                        + " install it, or name another `shell`");
    }

    @Test
    void shouldUseThePlatformsShellWhereNoneIsNamed() {
        assertThat(new ShellCommand(false, "", StandardCharsets.UTF_8).defaultShell())
                .isEqualTo(Shell.SH);
        assertThat(new ShellCommand(true, "", StandardCharsets.UTF_8).defaultShell())
                .isEqualTo(Shell.CMD);
    }
}
