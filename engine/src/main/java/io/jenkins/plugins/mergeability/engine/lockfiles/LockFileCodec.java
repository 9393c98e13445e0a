package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/** A binary form of lock files that have been read, with a version and a checksum. */
final class LockFileCodec {

    /** Raise it with every change of the form, and of what is read of a lock file. */
    private static final int VERSION = 1;

    private static final int CHECKSUM = Long.BYTES;
    private static final int DIGEST = 32;

    private LockFileCodec() {}

    static byte[] encode(LockFile file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.write(file.header());
            out.writeInt(file.nodes().size());
            for (LockFile.Node node : file.nodes()) {
                text(out, node.key());
                text(out, node.name());
                text(out, node.version());
                out.write(node.digest());
                out.writeInt(node.leadsTo().length);
                for (int target : node.leadsTo()) {
                    out.writeInt(target);
                }
            }
            out.writeInt(file.shared().size());
            for (String member : file.shared()) {
                text(out, member);
            }
            out.flush();
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory has no errors", e);
        }
        return bytes.toByteArray();
    }

    /** The file of a binary form; fails on anything that {@link #encode} did not write. */
    static LockFile decode(byte[] content) throws IOException {
        int end = content.length - CHECKSUM;
        if (end < 0) {
            throw new IOException("it is truncated");
        }
        try (DataInputStream tail = new DataInputStream(new ByteArrayInputStream(content, end, CHECKSUM));
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(content, 0, end))) {
            if (tail.readLong() != checksum(content, end) || in.readInt() != VERSION) {
                throw new IOException("it is damaged, or of another version");
            }
            byte[] header = in.readNBytes(DIGEST);
            int size = in.readInt();
            List<LockFile.Node> nodes = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                String key = text(in);
                String name = text(in);
                String version = text(in);
                byte[] digest = in.readNBytes(DIGEST);
                int[] leadsTo = new int[in.readInt()];
                for (int j = 0; j < leadsTo.length; j++) {
                    leadsTo[j] = in.readInt();
                }
                nodes.add(new LockFile.Node(key, name, version, digest, leadsTo));
            }
            Set<String> shared = new TreeSet<>();
            for (int i = in.readInt(); i > 0; i--) {
                shared.add(text(in));
            }
            return new LockFile(header, nodes, shared);
        }
    }

    // Not writeUTF, which has a limit of 64 KiB.

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static long checksum(byte[] content, int end) {
        CRC32 checksum = new CRC32();
        checksum.update(content, 0, end);
        return checksum.getValue();
    }
}
