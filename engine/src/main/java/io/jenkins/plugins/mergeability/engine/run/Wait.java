package io.jenkins.plugins.mergeability.engine.run;

/** What a job that has not started waits for. */
public sealed interface Wait {

    /** For jobs it needs. */
    record Needs() implements Wait {}

    /** For a job of the same {@code limit} category to end. */
    record Limit(String category) implements Wait {}

    /** For a running command to end: as many run as may at once. */
    record Slot() implements Wait {}
}
