package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.hash.Sha256;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileNameBytes;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The canonical list of a job's outputs, sorted by the bytes of their paths. Its encoding is what the digest is of. */
public final class OutputList {

    /** How long an encoded list may be. */
    static final int MAX_BYTES = 64 << 20;

    private static final byte[] HEADER = "mergeability outputs 1\n".getBytes(StandardCharsets.US_ASCII);

    private final List<OutputEntry> entries;
    private final byte[] encoded;
    private final OutputDigest digest;

    private OutputList(List<OutputEntry> entries, byte[] encoded) {
        this.entries = entries;
        this.encoded = encoded;
        this.digest = new OutputDigest(HexFormat.of().formatHex(Sha256.start().digest(encoded)));
    }

    /**
     * The list of entries in any order.
     *
     * @throws IllegalArgumentException if a path is there twice, or is inside of another entry
     */
    public static OutputList of(Collection<OutputEntry> entries) {
        List<Map.Entry<byte[], OutputEntry>> keyed = new ArrayList<>(entries.size());
        for (OutputEntry entry : entries) {
            keyed.add(Map.entry(FileNameBytes.of(entry.path()), entry));
        }
        keyed.sort((a, b) -> Arrays.compareUnsigned(a.getKey(), b.getKey()));
        List<OutputEntry> sorted = new ArrayList<>(keyed.size());
        keyed.forEach(each -> sorted.add(each.getValue()));
        check(sorted);
        return new OutputList(List.copyOf(sorted), encode(sorted));
    }

    private static void check(List<OutputEntry> sorted) {
        Set<String> paths = new HashSet<>(2 * sorted.size());
        for (OutputEntry entry : sorted) {
            if (!paths.add(entry.path())) {
                throw new IllegalArgumentException(OutputPaths.shown(entry.path()) + " is listed twice");
            }
        }
        String directory = "";
        for (OutputEntry entry : sorted) {
            String parent = OutputPaths.parent(entry.path());
            if (parent.equals(directory)) {
                continue;
            }
            directory = parent;
            for (; !parent.isEmpty(); parent = OutputPaths.parent(parent)) {
                if (paths.contains(parent)) {
                    throw new IllegalArgumentException(OutputPaths.shown(entry.path()) + " is inside of "
                            + OutputPaths.shown(parent) + ", which is no directory");
                }
            }
        }
    }

    private static byte[] encode(List<OutputEntry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 128 * entries.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(HEADER);
            out.writeInt(entries.size());
            for (OutputEntry entry : entries) {
                byte[] path = FileNameBytes.of(entry.path());
                out.writeInt(path.length);
                out.write(path);
                out.writeByte(entry.kind().code);
                out.writeLong(entry.size());
                byte[] content = entry.isLink()
                        ? FileNameBytes.of(entry.content())
                        : HexFormat.of().parseHex(entry.content());
                out.writeInt(content.length);
                out.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #encoded} gave.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static OutputList decode(byte[] encoded, int maxEntries) {
        OutputList list = of(entries(encoded, maxEntries));
        if (!Arrays.equals(list.encoded, encoded)) {
            throw new IllegalArgumentException("its list is not in canonical form");
        }
        return list;
    }

    /**
     * The same of a list that this tool has written itself. That it is in canonical form is not verified: a list that is not
     * has another digest than any outputs.
     */
    static OutputList decodeOwn(byte[] encoded) {
        return new OutputList(List.copyOf(entries(encoded, Integer.MAX_VALUE)), encoded);
    }

    private static List<OutputEntry> entries(byte[] encoded, int maxEntries) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        try {
            if (!Arrays.equals(HEADER, take(in, HEADER.length))) {
                throw new IllegalArgumentException("its list is of another version");
            }
            int count = in.getInt();
            if (count < 0 || count > maxEntries) {
                throw new IllegalArgumentException("it has more than " + maxEntries + " files");
            }
            List<OutputEntry> entries = new ArrayList<>(Math.min(count, 1 << 16));
            for (int i = 0; i < count; i++) {
                String path = FileNameBytes.text(take(in, in.getInt()));
                OutputEntry.Kind kind = OutputEntry.Kind.of(in.get());
                long size = in.getLong();
                byte[] content = take(in, in.getInt());
                if (kind == null) {
                    throw new IllegalArgumentException(OutputPaths.shown(path) + " is neither a file nor a link");
                }
                String text = kind == OutputEntry.Kind.LINK
                        ? FileNameBytes.text(content)
                        : HexFormat.of().formatHex(content);
                entries.add(new OutputEntry(path, kind, size, text));
            }
            return entries;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("its list is cut short", e);
        }
    }

    private static byte[] take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** The entries, sorted by the bytes of their paths. */
    public List<OutputEntry> entries() {
        return entries;
    }

    public OutputDigest digest() {
        return digest;
    }

    /** The length of all files together, in bytes. */
    public long size() {
        long size = 0;
        for (OutputEntry entry : entries) {
            size += entry.size();
        }
        return size;
    }

    byte[] encoded() {
        return encoded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputList that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return entries.size() + " outputs " + digest;
    }
}
