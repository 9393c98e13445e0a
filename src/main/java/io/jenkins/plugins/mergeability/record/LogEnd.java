package io.jenkins.plugins.mergeability.record;

import hudson.console.AnnotatedLargeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads the end of a log, whatever its length. */
public final class LogEnd {

    private static final Logger LOGGER = Logger.getLogger(LogEnd.class.getName());

    /** How much of a log is read, from its end. */
    private static final long MAX_BYTES = 64 * 1024;

    private LogEnd() {}

    /** The complete lines at the end of a log. */
    public static List<String> lines(AnnotatedLargeText<?> log) throws IOException {
        long from = Math.max(0, log.length() - MAX_BYTES);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (log.writeLogTo(from, bytes) <= from) {
            return List.of();
        }
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        return from > 0 && !lines.isEmpty() ? lines.subList(1, lines.size()) : lines;
    }

    /** The last lines of a log, for people; none if it cannot be read. */
    public static List<String> lines(AnnotatedLargeText<?> log, int count) {
        try {
            List<String> lines = lines(log);
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot read the end of a log", e);
            return List.of();
        }
    }
}
