package io.jenkins.plugins.mergeability.engine.proof;

/**
 * The hash of all inputs that a job's outcome may depend on.
 *
 * @param hex SHA-256 as 64 lower-case hexadecimal digits
 */
public record InputHash(String hex) implements Comparable<InputHash> {

    /** The number of digits of a hash. */
    static final int LENGTH = 64;

    public InputHash {
        if (!valid(hex)) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + hex);
        }
    }

    private static boolean valid(String hex) {
        if (hex.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char digit = hex.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(InputHash other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }

    // Written out, as in JobRef.

    @Override
    public boolean equals(Object other) {
        return other instanceof InputHash that && hex.equals(that.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }
}
