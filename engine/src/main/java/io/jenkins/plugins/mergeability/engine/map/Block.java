package io.jenkins.plugins.mergeability.engine.map;

/** A node of a job's tree: a {@link Command}, or a {@link Sequence} or {@link Parallel} of further blocks. */
public sealed interface Block permits Command, Sequence, Parallel {

    /** What applies to this block and, where it makes sense (environment, directory, shell), to all inside it. */
    BlockOptions options();

    /** Where the block starts in the map. */
    Position position();

    /** This block under another name, everything else as it is. */
    Block named(String name);
}
