package io.jenkins.plugins.mergeability.engine.run;

/** How a job of a plan ended, or why it did not run. */
public enum JobOutcome {
    /** It ran, and every command that had to run ended with 0. */
    PASSED,
    /** It ran, and at least one command that counts failed. */
    FAILED,
    /** It did not run: it has passed for the same inputs before. */
    PROVEN,
    /** It did not run: the change does not affect it. */
    UNAFFECTED,
    /** It did not run: it belongs to another occasion, or was not requested. */
    SKIPPED,
    /** It did not run: a job it needs did not pass. */
    NOT_RUN,
    /** It did not run: this machine is not of its platform. */
    NOT_RUNNABLE,
    /** The run was interrupted before it had ended. */
    INTERRUPTED;

    /** The name in the JSON result. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a job that needs one with this outcome may run. */
    boolean satisfiesNeed() {
        return this == PASSED || this == PROVEN;
    }
}
