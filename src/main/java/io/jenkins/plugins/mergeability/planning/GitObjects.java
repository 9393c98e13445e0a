package io.jenkins.plugins.mergeability.planning;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Objects of a git repository by ID. Each is verified when it is read, so it does not matter who sent them. */
final class GitObjects implements Serializable {

    /** The type of an object. */
    enum Type {
        COMMIT,
        TREE,
        BLOB;

        /** The type as git writes it. */
        String gitName() {
            return name().toLowerCase(Locale.ROOT);
        }

        private byte[] header(int length) {
            return (gitName() + " " + length + "\0").getBytes(US_ASCII);
        }
    }

    /** Where objects come from. */
    interface Source {
        /** The content of an object, if there is one. */
        Optional<byte[]> read(Type type, String id) throws IOException, BadInputException;
    }

    @Serial
    private static final long serialVersionUID = 1;

    private static final int SHA1_LENGTH = 40;

    private final TreeMap<String, byte[]> contents = new TreeMap<>();

    /** Records all objects that are read from a source. */
    Source recorded(Source source) {
        return (type, id) -> {
            Optional<byte[]> content = source.read(type, id);
            content.ifPresent(bytes -> contents.put(id, bytes));
            return content;
        };
    }

    /** The objects as a source, which has only those whose content has their ID. */
    Source verified() {
        return (type, id) -> Optional.ofNullable(contents.get(id))
                .filter(content -> id(type, content, id.length()).equals(id));
    }

    /**
     * The ID of an object.
     *
     * @param length of IDs in the repository, which says how they are computed
     */
    static String id(Type type, byte[] content, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance(length == SHA1_LENGTH ? "SHA-1" : "SHA-256");
            digest.update(type.header(content.length));
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
        }
    }
}
