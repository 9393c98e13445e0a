package io.jenkins.plugins.mergeability.record;

import io.jenkins.plugins.mergeability.engine.text.SealedContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes files with a checksum. */
public final class CheckedFile {

    /** A use of the content that may fail for a content of another version. */
    @FunctionalInterface
    public interface Parser<T> {
        /** Makes a value of the content. */
        T parse(byte[] content) throws IOException;
    }

    private CheckedFile() {}

    /** Writes a file. */
    public static void write(Path file, byte[] content) throws IOException {
        Files.write(file, SealedContent.seal(content));
    }

    /** Whether a file has a checksum. One of JSON that an older version wrote has none. */
    static boolean hasChecksum(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.read() != '{';
        }
    }

    /**
     * Reads a file.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws IOException if it is damaged or cannot be parsed
     */
    public static <T> T read(Path file, Parser<T> parser) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return parser.parse(SealedContent.open(bytes));
        } catch (IOException | RuntimeException e) {
            throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }
}
