package io.jenkins.plugins.mergeability.engine.run;

import java.util.Locale;

/** How a run ended. */
public enum RunOutcome {
    /** Every job that had to run passed or was proven, or its failure does not count. */
    PASSED,
    /** A job failed and that counts. */
    FAILED,
    /** It was interrupted before every job had ended. */
    INTERRUPTED,
    /** No job failed, but one that counts did not run although it had to. */
    INCOMPLETE;

    /** The name in the JSON result. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
