package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the most common commands in the demo repository, so that the classes they load can be archived and later calls
 * start fast. The launcher runs it once after a build.
 */
public final class ArchiveTraining {

    private ArchiveTraining() {}

    /** Runs the commands; throws an exception if one of them fails. */
    public static void main(String[] args) throws Exception {
        PrintStream discard = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                StandardCharsets.UTF_8,
                discard,
                discard,
                Map.of(),
                Path.of("").toAbsolutePath(),
                "mergeability",
                false);
        try (DemoRepository demo = DemoRepository.create()) {
            demo.change();
            String repository = demo.directory().toString();
            String[][] calls = {
                {"check", "--repo", repository},
                {"plan", "--repo", repository},
                {"run", "--repo", repository, "--format", "json"},
                {"plan", "--repo", repository, "--format", "json"},
                {"run", "--repo", repository},
                {"plan", "--repo", repository, "--base", "main", "--head", "HEAD", "--format", "json"},
                {"plan", "--repo", repository, "--format", "mermaid"},
                {"explain", "air/test", "--repo", repository},
                {"plan", "--help"},
            };
            runAll(calls, terminal);
            demo.breakSomething();
            runAll(new String[][] {{"plan", "--repo", repository, "--format", "json"}}, terminal);
        }
        // Its class must be archived too, and nothing else loads it.
        Class.forName(Main.class.getName());
    }

    private static void runAll(String[][] calls, Terminal terminal) {
        for (String[] call : calls) {
            int exit = Cli.run(call, terminal);
            if (exit != ExitCode.DONE) {
                throw new IllegalStateException(String.join(" ", call) + " ended with " + exit);
            }
        }
    }
}
