package io.jenkins.plugins.mergeability.engine.run;

/** Why blocks that have not ended by themselves are ended. */
enum StopReason {
    /** A block took too long. */
    TIMEOUT(CommandEnd.TIMED_OUT, "timed out"),
    /** Another branch of a parallel with {@code failFast} failed. */
    FAIL_FAST(CommandEnd.ENDED, "ended because another branch failed"),
    /** The whole run was interrupted. */
    INTERRUPT(CommandEnd.INTERRUPTED, "interrupted");

    private final CommandEnd ending;
    private final String words;

    StopReason(CommandEnd ending, String words) {
        this.ending = ending;
        this.words = words;
    }

    CommandEnd ending() {
        return ending;
    }

    String words() {
        return words;
    }
}
