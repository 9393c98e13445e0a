package io.jenkins.plugins.mergeability.engine.run;

/** Why blocks that have not ended by themselves are ended. */
enum Cause {
    /** A block took too long. */
    TIMEOUT(Ending.TIMED_OUT, "timed out"),
    /** Another branch of a parallel with {@code failFast} failed. */
    FAIL_FAST(Ending.ENDED, "ended because another branch failed"),
    /** The whole run was interrupted. */
    INTERRUPT(Ending.INTERRUPTED, "interrupted");

    private final Ending ending;
    private final String words;

    Cause(Ending ending, String words) {
        this.ending = ending;
        this.words = words;
    }

    Ending ending() {
        return ending;
    }

    String words() {
        return words;
    }
}
