package io.jenkins.plugins.mergeability.engine.run;

/** How a command ended. */
public enum CommandOutcome {
    /** With exit code 0. */
    PASSED,
    /** With another exit code, or by a signal. */
    FAILED,
    /** It, or a block around it, took longer than its timeout, and its processes were ended. */
    TIMED_OUT,
    /** No process was started: there is no such directory or shell. */
    NOT_STARTED,
    /** Its processes were ended because another branch of a parallel with {@code failFast} failed. */
    ENDED,
    /** Its processes were ended because the run was interrupted. */
    INTERRUPTED;

    /** The name in the JSON result. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether the command itself failed, and was not ended because of something else. */
    public boolean failure() {
        return this == FAILED || this == TIMED_OUT || this == NOT_STARTED;
    }
}
