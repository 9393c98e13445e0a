package io.jenkins.plugins.mergeability.engine.proof;

/**
 * The identity of a job's outputs: a hash of their paths, modes and contents, whatever the compression.
 *
 * @param hex SHA-256 as 64 lower-case hexadecimal digits
 */
public record OutputDigest(String hex) implements Comparable<OutputDigest> {

    /** The number of digits. */
    public static final int LENGTH = 64;

    public OutputDigest {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + hex);
        }
    }

    /** Whether a text is one, as {@link #hex} is. */
    public static boolean isHex(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    // Written out, as in JobRef.

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputDigest that && hex.equals(that.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public int compareTo(OutputDigest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
