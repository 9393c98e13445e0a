package io.jenkins.plugins.mergeability.proofs;

import java.io.Serializable;
import java.util.Locale;

/**
 * The builds that share their outcomes. Each scope is written by its own builds only.
 *
 * @param kind who reads its passes
 * @param name the branch, pull request or job, such as {@code main}, {@code pull request 7} or {@code shop/nightly}
 */
public record Scope(Kind kind, String name) implements Serializable {

    /** Who reads the passes of a scope. */
    public enum Kind {
        /** The primary branch, and branches that an administrator trusts like it. All builds read it. */
        PRIMARY,
        /** Another branch, or a pull request from the same repository. All builds read it, unless configured otherwise. */
        BRANCH,
        /** A pull request from elsewhere. It reads its own scope, and nobody else does. */
        PULL_REQUEST,
        /** A job outside of multibranch projects. It reads its own scope, and nobody else does. */
        JOB;

        /** The name of its directory. */
        String directory() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String SEPARATOR = ": ";

    /** The scope with a text from {@link #toString}. */
    public static Scope parse(String text) {
        int end = text.indexOf(SEPARATOR);
        if (end < 0) {
            throw new IllegalArgumentException("not a scope: " + text);
        }
        return new Scope(Kind.valueOf(text.substring(0, end)), text.substring(end + SEPARATOR.length()));
    }

    @Override
    public String toString() {
        return kind + SEPARATOR + name;
    }
}
