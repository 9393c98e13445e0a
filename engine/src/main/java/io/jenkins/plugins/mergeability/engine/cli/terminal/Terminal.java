package io.jenkins.plugins.mergeability.engine.cli.terminal;

import io.jenkins.plugins.mergeability.engine.report.Ansi;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The surroundings of a command: standard streams, environment and current directory.
 *
 * @param in standard input
 * @param charset the character set of the standard streams
 * @param out standard output, for results
 * @param err standard error, for errors, and for progress beside JSON
 * @param environment the variables of the environment
 * @param directory the current directory
 * @param program how the program was called, for commands that it suggests
 * @param interactive whether {@code out} is a terminal
 */
public record Terminal(
        InputStream in,
        Charset charset,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path directory,
        String program,
        boolean interactive) {

    private static final int BUFFER = 1 << 16;

    /** The terminal of the process. Characters outside of its character set are written as {@code ?}. */
    public static Terminal system() {
        Charset charset = ofSystem();
        return new Terminal(
                System.in,
                charset,
                new PrintStream(new StandardOutput(), false, charset),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                System.getProperty("mergeability.program", "mergeability"),
                interactive(System.getProperty("mergeability.terminal")));
    }

    /** Reported by the launcher, which is fast; else by Java. */
    private static boolean interactive(String launcher) {
        return launcher == null ? System.console() != null : launcher.equals("yes");
    }

    /** Colors on a terminal, unless the user has turned them off. */
    public Ansi ansi() {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Ansi(interactive && !refused);
    }

    /** A buffer before {@code out}, for long results. The caller flushes it. */
    public PrintStream buffered() {
        return new PrintStream(new BufferedOutputStream(out, BUFFER), false, charset);
    }

    private static Charset ofSystem() {
        if (System.getenv("MERGEABILITY_LC_ALL") != null) {
            // The launcher gave this process a locale that can name every file; the terminal still uses locale C.
            return StandardCharsets.US_ASCII;
        }
        String name = System.getProperty("sun.stdout.encoding", System.getProperty("native.encoding"));
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
