package io.jenkins.plugins.mergeability.script;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The words by which one execution of a script shows that a command passed: the script writes the word of a command only after
 * the command exited with 0, and the commands cannot see it before. A word reveals no other.
 *
 * @param secret a secret of this execution, which stays on the controller
 */
public record OutcomeTokens(String secret) {

    private static final String ALGORITHM = "HmacSHA256";

    /** The position of the word for unchanged tracked files. */
    static final int INTACT = 0;

    /** The position of the word for a workspace in which nothing was found. */
    static final int CLEAR = -1;

    /** The position of the word for the start of a job. */
    static final int START = -2;

    private static final int SECRET_BYTES = 16;
    private static final int TOKEN_CHARACTERS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new secret for one execution. */
    public static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The word of the command at a position of the job's tree. */
    String of(int position) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] code = mac.doFinal(Integer.toString(position).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(code).substring(0, TOKEN_CHARACTERS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
