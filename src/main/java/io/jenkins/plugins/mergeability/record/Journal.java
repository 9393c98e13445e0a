package io.jenkins.plugins.mergeability.record;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * The events of a build on disk, append-only: one line for each, with a checksum over it and all lines before, and the event
 * as JSON. An incomplete line, left by the end of the process, is ignored, and the next event starts a new line. Any other
 * damage is an error, because events would be lost.
 */
final class Journal {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The length of a checksum in hexadecimal. */
    private static final int CHECKSUM = 16;

    private final Path file;
    private String last = "";

    Journal(Path file) {
        this.file = file;
    }

    /** Appends an event; the operating system has it when this returns. */
    void add(JournalEvent event) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            String json = JSON.writerFor(JournalEvent.class).writeValueAsString(event);
            String checksum = checksum(last, json);
            ByteBuffer bytes = ByteBuffer.wrap(('\n' + checksum + ' ' + json + '\n').getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            last = checksum;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record an event of a job: " + e.getMessage(), e);
        }
    }

    /**
     * Passes all events to a reader, in their order. Further events can be added after that.
     *
     * @throws IOException if the file cannot be read, or is damaged
     */
    void replay(Consumer<JournalEvent> reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        last = "";
        byte[] bytes = Files.readAllBytes(file);
        int unreadable = 0;
        int number = 1;
        for (int start = 0, end; start < bytes.length; start = end + 1, number++) {
            end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            if (line.isEmpty()) {
                continue;
            }
            if (read(line, reader)) {
                unreadable = 0; // the process ended while it wrote the lines before
            } else if (end < bytes.length && unreadable == 0) {
                unreadable = number;
            }
        }
        if (unreadable > 0) {
            throw new IOException(file.getFileName() + ": line " + unreadable + " is damaged");
        }
    }

    /** Whether a line is complete. One of a version that wrote no checksums starts with its JSON. */
    private boolean read(String line, Consumer<JournalEvent> reader) {
        if (line.charAt(0) == '{') {
            return last.isEmpty() && line.endsWith("}") && parse(line, reader);
        }
        if (line.length() <= CHECKSUM || line.charAt(CHECKSUM) != ' ') {
            return false;
        }
        String json = line.substring(CHECKSUM + 1);
        String checksum = checksum(last, json);
        if (!line.startsWith(checksum)) {
            return false;
        }
        last = checksum;
        parse(json, reader);
        return true;
    }

    /** Returns false for an event that this version does not know, which it ignores. */
    private static boolean parse(String json, Consumer<JournalEvent> reader) {
        JournalEvent event;
        try {
            event = JSON.readValue(json, JournalEvent.class);
        } catch (IOException e) {
            return false;
        }
        reader.accept(event);
        return true;
    }

    private static String checksum(String before, String json) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before.getBytes(StandardCharsets.UTF_8));
            digest.update(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, CHECKSUM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
