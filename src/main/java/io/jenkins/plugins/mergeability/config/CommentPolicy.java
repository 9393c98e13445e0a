package io.jenkins.plugins.mergeability.config;

import java.util.Locale;

/** When a pull request is commented, from the quietest to the loudest. */
public enum CommentPolicy {
    /** Never. */
    NEVER,
    /** Once something has failed; from then on the comment is kept true. */
    FAILURES,
    /** As soon as it is known what has to be tested. */
    ALWAYS;

    /** The name as it is configured. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
