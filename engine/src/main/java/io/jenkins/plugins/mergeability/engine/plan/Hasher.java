package io.jenkins.plugins.mergeability.engine.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over fields that cannot run into each other: each is preceded by its length. */
final class Hasher {

    private final MessageDigest digest;
    private final byte[] length = new byte[4];

    /** @param purpose sets apart hashes of the same fields made for different ends */
    Hasher(String purpose) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        add(purpose);
    }

    Hasher add(String field) {
        return add(field.getBytes(StandardCharsets.UTF_8));
    }

    Hasher add(byte[] field) {
        int n = field.length;
        length[0] = (byte) (n >>> 24);
        length[1] = (byte) (n >>> 16);
        length[2] = (byte) (n >>> 8);
        length[3] = (byte) n;
        digest.update(length);
        digest.update(field);
        return this;
    }

    byte[] end() {
        return digest.digest();
    }
}
