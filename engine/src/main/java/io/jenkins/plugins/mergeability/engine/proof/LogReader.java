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
 * Reads the lines of a log as bytes. It reads in chunks instead of mapping the file, because a mapping counts as memory of
 * the process and on Windows prevents replacing the file. It uses a stream instead of a channel, which an interrupt would
 * close.
 */
final class LogReader implements Closeable {

    /** The first line of a log in the format this version writes. */
    static final String HEADER = "mergeability-proofs 1";

    /** The maximum length of a line; longer ones are skipped. */
    static final int MAX_LINE = 1 << 24;

    private static final String FORMAT = "mergeability-proofs ";
    private static final int CHUNK = 1 << 16;

    private final Path log;
    private final FileInputStream file;
    private byte[] bytes = new byte[CHUNK];
    private int from;
    private int to;
    private int next;
    private int limit;
    private boolean tooLong;

    /**
     * Opens a log; one that does not exist has no lines.
     *
     * @throws IOException if it cannot be read, or has a format of a newer version
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

    /** Advances to the next line; the last one needs no line feed. */
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

    /** The array with the line, from {@link #from} to {@link #to}, until the next call of {@link #next}. */
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
                if (again) { // not merely created between the two checks
                    throw unreadable(e);
                }
            }
        }
    }

    /** Moves the unread bytes to the front and reads more after them. */
    private boolean fill() throws IOException {
        if (file == null) {
            return false;
        }
        int rest = limit - next;
        if (tooLong || rest >= MAX_LINE) {
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
            return; // a damaged first line is skipped like any other
        }
        for (int i = FORMAT.length(); i < end; i++) {
            if (start.charAt(i) < '0' || start.charAt(i) > '9') {
                return;
            }
        }
        throw new IOException(log + ": has format " + start.substring(FORMAT.length(), end)
                + ", which this version cannot read: use the newer version that wrote it,"
                + " or remove the file to start without proofs");
    }

    private IOException unreadable(IOException cause) {
        return new IOException(
                log + ": proofs cannot be read (" + reason(cause) + "): make the file readable, or remove it", cause);
    }

    /** The reason of a failure, without the path, which the message has already. */
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
