package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.List;

/** How each shell is called so that a command stops at its first error. */
public final class ShellDialect {

    private ShellDialect() {}

    /** The options that make a shell stop at the first error, without the user's own configuration. */
    public static List<String> options(Shell shell) {
        return switch (shell) {
            case SH -> List.of("-e");
            case BASH -> List.of("--noprofile", "--norc", "-e", "-o", "pipefail");
            case PWSH -> List.of("-NoLogo", "-NoProfile", "-NonInteractive", "-Command");
            case CMD -> List.of("/D", "/E:ON", "/V:OFF", "/C", "CALL");
        };
    }

    /** The text a shell runs for a command: the command, with what makes the shell stop at the first error. */
    public static String script(Shell shell, String command) {
        return switch (shell) {
            case SH, BASH -> command;
            case PWSH ->
                "$ErrorActionPreference = 'Stop'\n"
                        + "$PSNativeCommandUseErrorActionPreference = $true\n"
                        + command
                        + "\nif (Test-Path -LiteralPath variable:\\LASTEXITCODE) { exit $LASTEXITCODE }\n";
            case CMD -> batch(command);
        };
    }

    /** The extension of a script file, with its dot. */
    public static String extension(Shell shell) {
        return switch (shell) {
            case SH, BASH -> ".sh";
            case PWSH -> ".ps1";
            case CMD -> ".cmd";
        };
    }

    /** The command interpreter continues after an error, so each line that ends a statement checks the error level. */
    private static String batch(String command) {
        StringBuilder text = new StringBuilder("@echo off\r\n");
        int depth = 0;
        for (String line : command.split("\r?\n")) {
            text.append(line).append("\r\n");
            for (int i = 0; i < line.length(); i++) {
                depth += line.charAt(i) == '(' ? 1 : line.charAt(i) == ')' ? -1 : 0;
            }
            if (depth <= 0 && !line.endsWith("^") && !line.isBlank()) {
                text.append("@if %errorlevel% neq 0 exit /b %errorlevel%\r\n");
                depth = 0;
            }
        }
        return text.toString();
    }
}
