package io.jenkins.plugins.mergeability.engine.proof;

import java.util.regex.Pattern;

/**
 * The identity of everything a job's outcome may depend on.
 *
 * @param hex SHA-256 as 64 lower-case hexadecimal digits
 */
public record InputHash(String hex) implements Comparable<InputHash> {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public InputHash {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + hex);
        }
    }

    @Override
    public int compareTo(InputHash other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
