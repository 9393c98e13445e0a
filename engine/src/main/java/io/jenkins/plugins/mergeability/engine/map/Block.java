package io.jenkins.plugins.mergeability.engine.map;

/** A node of a job's tree: a {@link Command}, or a {@link Sequence} or {@link Parallel} of further blocks. */
public sealed interface Block permits Command, Sequence, Parallel {

    /** The options of this block; environment, directory and shell apply to the blocks inside as well. */
    BlockOptions options();

    /** Where the block starts in the map. */
    Position position();

    /** A copy of this block with another name. */
    Block named(String name);
}
