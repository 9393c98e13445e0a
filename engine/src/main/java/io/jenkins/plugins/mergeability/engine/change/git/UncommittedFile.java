package io.jenkins.plugins.mergeability.engine.change.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A file of the working tree whose content the repository does not have yet. */
final class UncommittedFile {

    private static final int SHA1_DIGITS = 40;

    private UncommittedFile() {}

    /**
     * The content of a file, if it is the one that git would add under an object id: as it is, or with the line ends of
     * Windows converted. So a file that has been written meanwhile has none.
     */
    static Optional<byte[]> content(Path top, String path, String id, int mostBytes) {
        try {
            Path file = top.resolve(path);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            byte[] content;
            try (InputStream in = Files.newInputStream(file)) {
                content = in.readNBytes(mostBytes + 1);
            }
            if (content.length > mostBytes) {
                return Optional.empty();
            }
            if (id(content, id.length()).equals(id)) {
                return Optional.of(content);
            }
            byte[] converted = withoutCarriageReturns(content);
            return id(converted, id.length()).equals(id) ? Optional.of(converted) : Optional.empty();
        } catch (IOException | InvalidPathException gone) {
            return Optional.empty();
        }
    }

    private static String id(byte[] content, int digits) {
        try {
            MessageDigest digest = MessageDigest.getInstance(digits == SHA1_DIGITS ? "SHA-1" : "SHA-256");
            digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
        }
    }

    private static byte[] withoutCarriageReturns(byte[] content) {
        ByteArrayOutputStream converted = new ByteArrayOutputStream(content.length);
        for (int i = 0; i < content.length; i++) {
            if (content[i] != '\r' || i + 1 == content.length || content[i + 1] != '\n') {
                converted.write(content[i]);
            }
        }
        return converted.toByteArray();
    }
}
