package io.jenkins.plugins.mergeability.engine.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * SHA-256 over fields that cannot run into each other: each is preceded by its length. The fields are gathered first and
 * hashed at once: to look up an algorithm, and to hash in small pieces, takes longer than the hashing.
 */
public final class FieldHasher {

    private final MessageDigest digest = Sha256.start();
    private byte[] fields = new byte[1024];
    private int length;

    /**
     * Begins a hash, and drops what was gathered for another.
     *
     * @param purpose sets apart hashes of the same fields made for different ends
     */
    public FieldHasher begin(String purpose) {
        length = 0;
        return add(purpose);
    }

    /** Adds a text, as UTF-8. */
    public FieldHasher add(String field) {
        return add(field.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes. */
    public FieldHasher add(byte[] field) {
        int n = field.length;
        if (fields.length - length < n + 4) {
            fields = Arrays.copyOf(fields, Math.max(2 * fields.length, length + n + 4));
        }
        fields[length] = (byte) (n >>> 24);
        fields[length + 1] = (byte) (n >>> 16);
        fields[length + 2] = (byte) (n >>> 8);
        fields[length + 3] = (byte) n;
        System.arraycopy(field, 0, fields, length + 4, n);
        length += 4 + n;
        return this;
    }

    /** The hash of all that was added. */
    public byte[] end() {
        digest.update(fields, 0, length);
        return digest.digest();
    }
}
