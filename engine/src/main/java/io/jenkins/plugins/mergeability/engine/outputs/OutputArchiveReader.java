package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.hash.ContentDigest;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Reads an archive that may be damaged or made to do harm. The list comes first and is believed only if its digest is
 * the one asked for; then every byte has to be what the list announces, so nothing is parsed and nothing can surprise.
 */
public final class OutputArchiveReader implements Closeable {

    private final OutputDigest digest;
    private final OutputLimits limits;
    private final CountingStream compressed;
    private final byte[] buffer = new byte[1 << 16];
    private final InputStream content;
    private final OutputList list;
    private long expanded;

    /**
     * Reads the list.
     *
     * @param in an archive, closed with this reader
     * @param digest what it has to be
     * @throws DamagedOutputException if it is anything else, or larger than allowed
     * @throws UnreadableOutputException if {@code in} fails
     */
    public OutputArchiveReader(InputStream in, OutputDigest digest, OutputLimits limits) throws IOException {
        this.digest = digest;
        this.limits = limits;
        this.compressed = new CountingStream(in);
        try {
            this.content = ArchiveCodec.decompress(compressed);
            this.list = readList();
        } catch (IOException e) {
            in.close();
            throw e instanceof DamagedOutputException || e instanceof UnreadableOutputException
                    ? e
                    : damaged(reason(e), e);
        }
    }

    private OutputList readList() throws IOException {
        byte[] header = take(TarFormat.BLOCK);
        long size = TarFormat.size(header);
        if (size < 0 || !Arrays.equals(header, TarFormat.list(size))) {
            throw damaged("it has no list of its files", null);
        }
        if (size > OutputList.MAX_BYTES) {
            throw damaged("its list is longer than " + OutputList.MAX_BYTES + " bytes", null);
        }
        byte[] encoded = take((int) size);
        skipPadding(size);
        OutputList read;
        try {
            read = OutputList.decode(encoded, limits.maxEntries());
        } catch (IllegalArgumentException e) {
            throw damaged(e.getMessage(), e);
        }
        if (!read.digest().equals(digest)) {
            throw damaged("they are " + read.digest().hex().substring(0, 12), null);
        }
        long total = 0;
        for (OutputEntry entry : read.entries()) {
            if (entry.size() > limits.maxBytes() - total) {
                throw damaged("they are larger than " + limits.maxBytes() + " bytes", null);
            }
            total += entry.size();
        }
        return read;
    }

    /** What the archive holds. */
    public OutputList list() {
        return list;
    }

    /** Where the content of files goes. */
    interface Target {

        /** Where the content of a file goes, closed when it is complete; null for nowhere. */
        OutputStream open(OutputEntry file) throws IOException;
    }

    /**
     * Reads all files, once.
     *
     * @throws DamagedOutputException if a byte is not what the list announces; the target has then more or less of it
     */
    void read(Target target) throws IOException {
        try {
            for (OutputEntry entry : list.entries()) {
                byte[] header = TarFormat.header(entry);
                if (!Arrays.equals(header, take(header.length))) {
                    throw damaged(OutputPaths.shown(entry.path()) + " does not follow where the list has it", null);
                }
                if (!entry.isLink()) {
                    readFile(entry, target);
                }
            }
            if (!Arrays.equals(TarFormat.END, take(TarFormat.END.length)) || content.read() >= 0) {
                throw damaged("more follows than its list has", null);
            }
        } catch (EOFException | ZipException e) {
            throw damaged(reason(e), e);
        }
    }

    private void readFile(OutputEntry entry, Target target) throws IOException {
        String sum;
        try (OutputStream out = target.open(entry);
                ContentDigest digest = ContentDigest.start(entry.size())) {
            for (long left = entry.size(); left > 0; ) {
                int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException();
                }
                count(read);
                digest.update(buffer, read);
                if (out != null) {
                    out.write(buffer, 0, read);
                }
                left -= read;
            }
            sum = digest.end();
        }
        skipPadding(entry.size());
        if (!sum.equals(entry.content())) {
            throw damaged(OutputPaths.shown(entry.path()) + " has another content than its list says", null);
        }
    }

    /**
     * Reads an archive to its end and keeps nothing of it.
     *
     * @throws DamagedOutputException if it is not what {@code digest} names
     */
    public static OutputList verify(InputStream in, OutputDigest digest, OutputLimits limits) throws IOException {
        try (OutputArchiveReader reader = new OutputArchiveReader(in, digest, limits)) {
            reader.read(file -> null);
            return reader.list();
        }
    }

    /**
     * Unpacks all of it into a new directory, which is there whole or not at all.
     *
     * @param directory where nothing is yet, in a directory that exists
     */
    public void unpack(Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        Path beside = Files.createTempDirectory(DiskNames.parent(directory.toAbsolutePath()), ".unpacking-");
        try {
            read(file -> {
                Path path = DiskNames.resolve(beside, file.path());
                Files.createDirectories(DiskNames.parent(path));
                OutputStream out = DiskFiles.create(path);
                DiskFiles.setMode(path, file.kind() == OutputEntry.Kind.EXECUTABLE);
                return out;
            });
            for (OutputEntry entry : list.entries()) {
                if (entry.isLink()) {
                    Path path = DiskNames.resolve(beside, entry.path());
                    Files.createDirectories(DiskNames.parent(path));
                    DiskFiles.createLink(path, entry.content());
                }
            }
            DiskFiles.setDirectoryMode(beside);
            Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            DiskFiles.deleteTree(beside);
        }
    }

    private byte[] take(int length) throws IOException {
        // In pieces: what an archive only claims to hold takes no memory.
        byte[] bytes = new byte[Math.min(length, buffer.length)];
        for (int at = 0; at < length; ) {
            if (at == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * at, length));
            }
            int read = content.read(bytes, at, bytes.length - at);
            if (read < 0) {
                throw new EOFException();
            }
            count(read);
            at += read;
        }
        return bytes;
    }

    private void skipPadding(long size) throws IOException {
        for (byte value : take(TarFormat.padding(size))) {
            if (value != 0) {
                throw damaged("something is hidden between its files", null);
            }
        }
    }

    private void count(int read) throws IOException {
        expanded += read;
        if (expanded > OutputLimits.FREE_OF_RATIO && expanded / limits.maxRatio() > compressed.count) {
            throw damaged("one compressed byte stands for more than " + limits.maxRatio(), null);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof EOFException) {
            return "it is cut short";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private DamagedOutputException damaged(String problem, Throwable cause) {
        return new DamagedOutputException(digest, problem, cause);
    }

    @Override
    public void close() throws IOException {
        compressed.close();
    }

    /** Counts the compressed bytes, and keeps failures of the stream apart from damage of the archive. */
    private static final class CountingStream extends FilterInputStream {
        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                int read = in.read(bytes, from, length);
                count += Math.max(read, 0);
                return read;
            } catch (IOException e) {
                throw new UnreadableOutputException(e);
            }
        }
    }
}
