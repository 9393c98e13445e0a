package io.jenkins.plugins.mergeability.engine.report;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The last lines of a log.
 *
 * @param lines the lines, decoded as UTF-8, without their line breaks
 * @param cut whether there is more before them
 */
public record LogTail(List<String> lines, boolean cut) {

    /** The maximum number of lines shown of the log of a failing command. */
    static final int MAX_LINES = 100;

    /** The maximum number of bytes that are read, however long the lines are. */
    private static final int MAX_BYTES = 256 * 1024;

    public static LogTail of(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            byte[] end = new byte[(int) Math.min(length, MAX_BYTES)];
            file.seek(length - end.length);
            file.readFully(end);
            return of(end, length > end.length);
        } catch (IOException e) {
            return new LogTail(List.of("(the log cannot be read: " + e.getMessage() + ")"), false);
        }
    }

    private static LogTail of(byte[] bytes, boolean cutBefore) {
        int end = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
        List<String> lines = new ArrayList<>();
        int lineEnd = end;
        for (int i = end - 1; i >= -1 && lines.size() < MAX_LINES; i--) {
            if (i < 0 ? bytes.length > 0 : bytes[i] == '\n') {
                lines.add(0, new String(bytes, i + 1, lineEnd - i - 1, StandardCharsets.UTF_8));
                lineEnd = i;
            }
        }
        return new LogTail(lines, cutBefore || lineEnd > 0);
    }

    /** The length of a log in bytes; 0 if it cannot be read. */
    public static long length(Path log) {
        return log.toFile().length();
    }
}
