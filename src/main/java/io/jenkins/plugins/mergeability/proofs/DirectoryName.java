package io.jenkins.plugins.mergeability.proofs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Converts any text to a portable and unique file name: a readable prefix and a hash. */
public final class DirectoryName {

    private static final int MAX_PREFIX = 60;
    private static final int HASH_BYTES = 12;

    private DirectoryName() {}

    public static String of(String text) {
        StringBuilder name = new StringBuilder(MAX_PREFIX + 1 + 2 * HASH_BYTES);
        for (int i = 0; i < text.length() && name.length() < MAX_PREFIX; i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_') {
                name.append(c);
            } else if (name.length() > 0 && name.charAt(name.length() - 1) != '-') {
                name.append(c == '.' ? c : '-');
            }
        }
        return name.append(name.length() == 0 ? "" : "-").append(hash(text)).toString();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
