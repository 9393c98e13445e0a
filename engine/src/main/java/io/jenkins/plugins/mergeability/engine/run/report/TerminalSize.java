package io.jenkins.plugins.mergeability.engine.run.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads the size of the terminal by {@code stty}, which takes two milliseconds; else from the environment, and by
 * default 80 × 24.
 */
final class TerminalSize implements Supplier<TerminalSize.Size> {

    /** A terminal's size in characters. */
    record Size(int width, int height) {}

    private static final File TERMINAL = new File("/dev/tty");

    private final Size fallback;
    private boolean works = TERMINAL.exists();

    TerminalSize(Map<String, String> environment) {
        fallback = new Size(number(environment.get("COLUMNS"), 80), number(environment.get("LINES"), 24));
    }

    @Override
    public Size get() {
        if (works) {
            try {
                Process process = new ProcessBuilder("stty", "size")
                        .redirectInput(TERMINAL)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                if (process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    return parse(output, fallback);
                }
            } catch (IOException e) {
                // There is no stty, or this process has no terminal.
                works = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        works = false;
        return fallback;
    }

    /** The output is the number of rows and of columns; an unknown number is 0. */
    static Size parse(String output, Size fallback) {
        String[] parts = output.strip().split(" ");
        if (parts.length != 2) {
            return fallback;
        }
        return new Size(number(parts[1], fallback.width()), number(parts[0], fallback.height()));
    }

    private static int number(String text, int fallback) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text.strip());
            return number > 0 ? number : fallback;
        } catch (NumberFormatException e) {
            return fallback;
        }
    }
}
