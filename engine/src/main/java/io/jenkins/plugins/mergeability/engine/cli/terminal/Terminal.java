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
 * What a command speaks to: the standard streams, the environment and the current directory.
 *
 * @param in standard input
 * @param charset what the standard streams are written in
 * @param out where results go
 * @param err where errors, and progress beside a result for machines, go
 * @param environment the variables of the environment
 * @param directory the current directory
 * @param program how the program was called, for the commands it suggests
 * @param interactive whether a person watches {@code out} on a terminal
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

    /** The process's own. What cannot be written in the terminal's character set is written as {@code ?}. */
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

    /** What the launcher says, which knows at no cost; where there is none, what Java can tell. */
    private static boolean interactive(String launcher) {
        return launcher == null ? System.console() != null : launcher.equals("yes");
    }

    /** Colors where a person watches and has not said no. */
    public Ansi ansi() {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Ansi(interactive && !refused);
    }

    /** Takes results a bufferful at a time; for what is long. The caller flushes it. */
    public PrintStream buffered() {
        return new PrintStream(new BufferedOutputStream(out, BUFFER), false, charset);
    }

    private static Charset ofSystem() {
        if (System.getenv("MERGEABILITY_LC_ALL") != null) {
            // The launcher gave this process a locale that can name every file; what is watched is in locale C still.
            return StandardCharsets.US_ASCII;
        }
        String name = System.getProperty("sun.stdout.encoding", System.getProperty("native.encoding"));
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
