package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The result of a call of the command line.
 *
 * @param exit its exit code
 * @param out its standard output
 * @param err its standard error
 */
record CliSession(int exit, String out, String err) {

    /** Calls the command line in a directory, with nothing on standard input. */
    static CliSession in(Path directory, String... args) {
        return with(new byte[0], directory, args);
    }

    /** Calls the command line with something on standard input. */
    static CliSession with(byte[] input, Path directory, String... args) {
        return with(input, Map.of(), directory, args);
    }

    /** Calls the command line with variables of the environment. */
    static CliSession with(Map<String, String> environment, Path directory, String... args) {
        return with(new byte[0], environment, directory, args);
    }

    private static CliSession with(byte[] input, Map<String, String> environment, Path directory, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input),
                StandardCharsets.UTF_8,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment,
                directory,
                "mergeability",
                false);
        int exit = Cli.run(args, terminal);
        return new CliSession(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
