package io.jenkins.plugins.mergeability.engine.deploy.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A {@link Journal} in a file, a line for each event after a first line that names the format. One process appends at a
 * time; any may read. What a killed process left of its last line is not an event, and is removed by the next append.
 */
public final class FileJournal implements Journal {

    private static final String FORMAT = "mergeability deployments 1";

    private final Path file;

    /**
     * A journal, which need not exist yet.
     *
     * @param file the file; the first append creates it, and its directory
     */
    public FileJournal(Path file) {
        this.file = file;
    }

    @Override
    public List<JournalEvent> read() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return content(bytes).events;
    }

    @Override
    public void append(JournalEvent event) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] bytes = new byte[(int) out.length()];
            out.readFully(bytes);
            Content content = content(bytes);
            String line = EventLine.encode(content.events.size() + 1, event) + "\n";
            out.setLength(content.whole);
            out.seek(content.whole);
            out.write((content.whole == 0 ? FORMAT + "\n" + line : line).getBytes(UTF_8));
            out.getFD().sync();
        }
    }

    /**
     * What the file holds.
     *
     * @param events the events of its whole lines
     * @param whole the number of bytes up to the end of its last whole line
     */
    private record Content(List<JournalEvent> events, int whole) {}

    private Content content(byte[] bytes) throws IOException {
        List<JournalEvent> events = new ArrayList<>();
        int start = 0;
        int number = 0;
        for (int end = lineEnd(bytes, 0); end >= 0; end = lineEnd(bytes, start)) {
            String line = new String(Arrays.copyOfRange(bytes, start, end), UTF_8);
            if (number == 0) {
                if (!line.equals(FORMAT)) {
                    throw damaged(1, "another version of this program wrote it, or it is no journal");
                }
            } else {
                Optional<JournalEvent> event = decode(number, line);
                events.add(event.orElseThrow(() -> damaged(events.size() + 2, "its checksum or number is wrong")));
            }
            number++;
            start = end + 1;
        }
        return new Content(events, start);
    }

    private Optional<JournalEvent> decode(int number, String line) throws IOException {
        try {
            return EventLine.decode(number, line);
        } catch (IllegalArgumentException e) {
            throw damaged(number + 1, "a newer version of this program may have written it");
        }
    }

    private IOException damaged(int line, String why) {
        return new IOException(file + ":" + line + ": the journal of deployments cannot be read (" + why
                + "): restore the file from a backup; nothing is deployed to this environment until then");
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }
}
