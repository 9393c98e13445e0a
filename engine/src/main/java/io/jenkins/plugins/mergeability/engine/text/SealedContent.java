package io.jenkins.plugins.mergeability.engine.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The content of a file with its SHA-256 in the first line, so that damage to the file is recognized. */
public final class SealedContent {

    private static final byte[] PREFIX = "sha256 ".getBytes(StandardCharsets.US_ASCII);

    private static final int HEAD = PREFIX.length + 64 + 1;

    private SealedContent() {}

    /** The bytes of a file with a content. */
    public static byte[] seal(byte[] content) {
        byte[] file = new byte[HEAD + content.length];
        System.arraycopy(PREFIX, 0, file, 0, PREFIX.length);
        System.arraycopy(digest(content), 0, file, PREFIX.length, HEAD - PREFIX.length);
        System.arraycopy(content, 0, file, HEAD, content.length);
        return file;
    }

    /**
     * The content of a file. A file of a version that wrote no checksums starts with a brace, and is its own content: no
     * damaged first line makes a JSON object of the rest.
     *
     * @throws IOException if the file is damaged
     */
    public static byte[] open(byte[] file) throws IOException {
        if (file.length > 0 && file[0] == '{') {
            return file;
        }
        byte[] content = file.length < HEAD ? file : Arrays.copyOfRange(file, HEAD, file.length);
        if (file.length < HEAD || !Arrays.equals(seal(content), 0, HEAD, file, 0, HEAD)) {
            throw new IOException("the file is damaged: its content does not match its checksum");
        }
        return content;
    }

    private static byte[] digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return (HexFormat.of().formatHex(digest) + "\n").getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
