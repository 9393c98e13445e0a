package io.jenkins.plugins.mergeability.engine.run;

/** What a job that has not started waits for. */
public sealed interface WaitReason {

    /** For jobs it needs. */
    record NeededJobs() implements WaitReason {}

    /** For a job of the same {@code limit} category to end. */
    record Limit(String category) implements WaitReason {}

    /** For a running command to end: no slot is free. */
    record FreeSlot() implements WaitReason {}
}
