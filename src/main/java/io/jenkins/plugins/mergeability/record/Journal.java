package io.jenkins.plugins.mergeability.record;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The events of a build on disk, one line of JSON each, append-only. An incomplete last line, left by the end of the
 * process, is ignored, and the next event starts a new line.
 */
final class Journal {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;

    Journal(Path file) {
        this.file = file;
    }

    /** Appends an event; the operating system has it when this returns. */
    void add(JournalEvent event) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            String line = JSON.writerFor(JournalEvent.class).writeValueAsString(event);
            ByteBuffer bytes = ByteBuffer.wrap(('\n' + line + '\n').getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record an event of a job: " + e.getMessage(), e);
        }
    }

    /** Passes all events to a reader, in their order. */
    void replay(Consumer<JournalEvent> reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JournalEvent event = parse(line);
                if (event != null) {
                    reader.accept(event);
                }
            }
        }
    }

    private static JournalEvent parse(String line) {
        if (line.isEmpty() || line.charAt(line.length() - 1) != '}') {
            return null;
        }
        try {
            return JSON.readValue(line, JournalEvent.class);
        } catch (IOException e) {
            return null; // incomplete, or written by a newer version
        }
    }
}
