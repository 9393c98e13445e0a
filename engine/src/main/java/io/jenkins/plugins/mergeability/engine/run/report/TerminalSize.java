package io.jenkins.plugins.mergeability.engine.run.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks the terminal for its size, by means of {@code stty}, which takes two milliseconds; where that does not work, the
 * environment, and where that says nothing, 80 × 24.
 */
final class TerminalSize implements Supplier<TerminalSize.Size> {

    /** A terminal's size in characters. */
    record Size(int width, int height) {}

    private static final File TERMINAL = new File("/dev/tty");

    private final Size otherwise;
    private boolean works = TERMINAL.exists();

    TerminalSize(Map<String, String> environment) {
        otherwise = new Size(number(environment.get("COLUMNS"), 80), number(environment.get("LINES"), 24));
    }

    @Override
    public Size get() {
        if (works) {
            try {
                Process process = new ProcessBuilder("stty", "size")
                        .redirectInput(TERMINAL)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                if (process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    return parse(answer, otherwise);
                }
            } catch (IOException e) {
                // There is no stty here, or no terminal that belongs to this process.
                works = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        works = false;
        return otherwise;
    }

    /** The answer has the number of rows and the number of columns; a terminal that does not know says 0. */
    static Size parse(String answer, Size otherwise) {
        String[] parts = answer.strip().split(" ");
        if (parts.length != 2) {
            return otherwise;
        }
        return new Size(number(parts[1], otherwise.width()), number(parts[0], otherwise.height()));
    }

    private static int number(String text, int otherwise) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text.strip());
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
