package io.jenkins.plugins.mergeability.engine.proof;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Goes through the lines of a log as bytes. It reads in pieces rather than mapping the file: a mapping counts as memory
 * of the process all the same, and on Windows keeps the file from being replaced. It reads a stream rather than a
 * channel, which an interrupt would close.
 */
final class LogReader implements Closeable {

    /** The first line of a log in the format this version writes. */
    static final String HEADER = "mergeability-proofs 1";

    /** A longer line is nothing that was ever recorded. */
    static final int LONGEST_LINE = 1 << 24;

    private static final String FORMAT = "mergeability-proofs ";
    private static final int PIECE = 1 << 16;

    private final Path log;
    private final FileInputStream file;
    private byte[] bytes = new byte[PIECE];
    private int from;
    private int to;
    private int next;
    private int limit;
    private boolean tooLong;

    /**
     * Opens a log; one that does not exist has no lines.
     *
     * @throws IOException if it cannot be read, or is of a format that only a newer version knows
     */
    LogReader(Path log) throws IOException {
        this.log = log;
        this.file = open();
        try {
            fill();
            checkFormat();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Goes to the next line, whatever it holds; one without a line feed at the end of the file counts. */
    boolean next() throws IOException {
        int at = next;
        while (true) {
            byte[] line = bytes;
            int end = limit;
            while (at < end && line[at] != '\n') {
                at++;
            }
            if (at < end) {
                from = next;
                to = at;
                next = at + 1;
                if (!tooLong) {
                    return true;
                }
                tooLong = false;
                at = next;
            } else {
                int seen = at - next;
                if (!fill()) {
                    from = next;
                    to = limit;
                    next = limit;
                    return from < to && !tooLong;
                }
                at = tooLong ? next : next + seen;
            }
        }
    }

    /** What holds the line, from {@link #from} to {@link #to}, until the next call of {@link #next}. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private FileInputStream open() throws IOException {
        for (boolean again = false; ; again = true) {
            try {
                return new FileInputStream(log.toFile());
            } catch (FileNotFoundException e) {
                if (Files.notExists(log)) {
                    return null;
                }
                if (again) { // not merely made between the two questions
                    throw unreadable(e);
                }
            }
        }
    }

    /** Reads on behind what is not yet taken, after moving that to the front. */
    private boolean fill() throws IOException {
        if (file == null) {
            return false;
        }
        int rest = limit - next;
        if (tooLong || rest >= LONGEST_LINE) {
            tooLong = true;
            rest = 0;
        }
        byte[] target = rest == bytes.length ? new byte[2 * rest] : bytes;
        System.arraycopy(bytes, next, target, 0, rest);
        bytes = target;
        next = 0;
        limit = rest;
        try {
            int read = file.read(bytes, limit, bytes.length - limit);
            limit += Math.max(read, 0);
            return read > 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void checkFormat() throws IOException {
        String start = new String(bytes, 0, Math.min(limit, 2 * FORMAT.length()), StandardCharsets.ISO_8859_1);
        int end = start.indexOf('\n');
        if (end <= FORMAT.length() || !start.startsWith(FORMAT) || start.startsWith(HEADER + "\n")) {
            return; // a garbled first line is passed over like any other: every record has its own sum
        }
        for (int i = FORMAT.length(); i < end; i++) {
            if (start.charAt(i) < '0' || start.charAt(i) > '9') {
                return;
            }
        }
        throw new IOException(log + ": is of format " + start.substring(FORMAT.length(), end)
                + ", which this version does not know: use the newer version that wrote it,"
                + " or remove the file to start without proofs");
    }

    private IOException unreadable(IOException cause) {
        return new IOException(
                log + ": proofs cannot be read (" + reason(cause) + "): make the file readable, or remove it", cause);
    }

    /** What went wrong, without the path that the message names already. */
    static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "access denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something else is in its place";
        }
        String message = cause.getMessage();
        if (cause instanceof FileNotFoundException && message.endsWith(")") && message.contains(" (")) {
            return message.substring(message.lastIndexOf(" (") + 2, message.length() - 1);
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
