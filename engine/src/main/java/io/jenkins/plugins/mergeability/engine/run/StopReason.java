package io.jenkins.plugins.mergeability.engine.run;

/** Why running blocks are ended. */
enum StopReason {
    /** A block took too long. */
    TIMEOUT(CommandOutcome.TIMED_OUT, "timed out"),
    /** Another branch of a parallel with {@code failFast} failed. */
    FAIL_FAST(CommandOutcome.ENDED, "ended because another branch failed"),
    /** The whole run was interrupted. */
    INTERRUPT(CommandOutcome.INTERRUPTED, "interrupted");

    private final CommandOutcome outcome;
    private final String message;

    StopReason(CommandOutcome outcome, String message) {
        this.outcome = outcome;
        this.message = message;
    }

    CommandOutcome outcome() {
        return outcome;
    }

    String message() {
        return message;
    }
}
