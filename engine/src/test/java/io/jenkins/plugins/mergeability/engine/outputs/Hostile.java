package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.hash.Sha256;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Archives that no writer of ours makes, with the digest that goes with their list. */
final class Hostile {

    private final List<byte[]> listed = new ArrayList<>();
    private final ByteArrayOutputStream tarred = new ByteArrayOutputStream();
    private byte[] list;

    /** An entry that is in the list and in the tar alike. */
    Hostile file(String path, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return listed(path, 'f', bytes.length, sha(bytes)).tarred(path, '0', bytes, "");
    }

    Hostile link(String path, String target) throws IOException {
        return listed(path, 'l', 0, target.getBytes(StandardCharsets.UTF_8)).tarred(path, '2', new byte[0], target);
    }

    Hostile listed(String path, char kind, long size, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeByte(kind);
        out.writeLong(size);
        out.writeInt(content.length);
        out.write(content);
        listed.add(bytes.toByteArray());
        return this;
    }

    Hostile tarred(String path, char type, byte[] content, String target) throws IOException {
        tarred.writeBytes(header(path, type, content, target));
        tarred.writeBytes(content);
        tarred.writeBytes(new byte[TarFormat.padding(content.length)]);
        return this;
    }

    /** As our own writer has it, where it has such a thing. */
    private static byte[] header(String path, char type, byte[] content, String target) {
        if (type == '0' && OutputPaths.problem(path) == null) {
            return TarFormat.header(OutputEntry.file(path, false, content.length, "0".repeat(64)));
        }
        TarArchiveEntry entry = new TarArchiveEntry(path, (byte) type, true);
        entry.setMode(type == '2' ? 0777 : 0644);
        entry.setModTime(0);
        entry.setSize(content.length);
        entry.setLinkName(target);
        byte[] header = new byte[TarFormat.BLOCK];
        entry.writeEntryHeader(header);
        return header;
    }

    private byte[] list() throws IOException {
        if (list == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeBytes("mergeability outputs 1\n");
            out.writeInt(listed.size());
            for (byte[] each : listed) {
                out.write(each);
            }
            list = bytes.toByteArray();
        }
        return list;
    }

    OutputDigest digest() throws IOException {
        return new OutputDigest(HexFormat.of().formatHex(sha(list())));
    }

    /** The archive, compressed as small as it gets. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("mergeability-outputs 1 gzip\n".getBytes(StandardCharsets.US_ASCII));
        GzipParameters smallest = new GzipParameters();
        smallest.setCompressionLevel(9);
        try (OutputStream out = new GzipCompressorOutputStream(bytes, smallest)) {
            out.write(TarFormat.list(list().length));
            out.write(list());
            out.write(new byte[TarFormat.padding(list().length)]);
            tarred.writeTo(out);
            out.write(TarFormat.END);
        }
        return bytes.toByteArray();
    }

    static byte[] sha(byte[] bytes) {
        return Sha256.start().digest(bytes);
    }
}
