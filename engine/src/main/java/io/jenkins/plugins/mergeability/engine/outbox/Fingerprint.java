package io.jenkins.plugins.mergeability.engine.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints of what a host shows of a report. Reports with equal fingerprints need only one delivery. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Report report) {
        if (report instanceof Report.Status status) {
            return of(
                    status.commit(),
                    status.status().context(),
                    status.status().verdict().state().name(),
                    status.status().verdict().description(),
                    status.status().target().orElse(""));
        }
        return of(((Report.Comment) report).text());
    }

    /** The commit of a status; empty for a comment. */
    static String commit(Report report) {
        return report instanceof Report.Status status ? status.commit() : "";
    }

    static boolean matches(Report one, Report other) {
        return commit(one).equals(commit(other)) && of(one).equals(of(other));
    }

    static String of(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
