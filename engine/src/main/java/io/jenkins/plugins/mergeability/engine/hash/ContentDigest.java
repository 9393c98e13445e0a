package io.jenkins.plugins.mergeability.engine.hash;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * The SHA-256 of content of a known size, which may be large. For use by one thread, and to be closed.
 *
 * <p>Java without its optimizing compiler, as the command line is started for the sake of short commands, digests 80 MB a
 * second, a fifth or less of what it digests with it. So where {@value #PROPERTY} is {@code true} a {@link DigestProcess}
 * digests what is large.
 */
public abstract class ContentDigest implements Closeable {

    static final String PROPERTY = "mergeability.digestProcess";

    /** From this size on, starting a process takes less time than it saves. */
    static final long LARGE = 16 << 20;

    private static final DigestProcesses PROCESSES = new DigestProcesses();

    ContentDigest() {}

    /**
     * A digest of nothing so far.
     *
     * @param size how many bytes there will be
     */
    public static ContentDigest start(long size) {
        return size >= LARGE && Boolean.getBoolean(PROPERTY) ? PROCESSES.start() : new Own();
    }

    /**
     * The digest of a file's content, in hexadecimal; a link is not followed but an error.
     *
     * @param size how large the file is, as far as is known
     */
    public static String of(Path file, long size) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                ContentDigest digest = start(size)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, read);
            }
            return digest.end();
        }
    }

    /**
     * Adds the first bytes of a buffer.
     *
     * @throws IOException if the process that digests has ended
     */
    public abstract void update(byte[] buffer, int length) throws IOException;

    /**
     * The end of the digest, in hexadecimal.
     *
     * @throws IOException if the process that digests has ended
     */
    public abstract String end() throws IOException;

    @Override
    public void close() throws IOException {}

    /** Digests in this process. */
    static final class Own extends ContentDigest {

        private final MessageDigest digest = Sha256.start();

        @Override
        public void update(byte[] buffer, int length) {
            digest.update(buffer, 0, length);
        }

        @Override
        public String end() {
            return Sha256.hex(digest);
        }
    }
}
