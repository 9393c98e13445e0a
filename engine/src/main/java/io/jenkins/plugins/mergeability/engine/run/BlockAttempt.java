package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.map.Sequence;

/** One attempt at what is inside a block. It reports its end to its {@link BlockRun}, once. */
interface BlockAttempt {

    void start();

    /** A block directly inside has ended. */
    void childEnded(BlockRun child, BlockResult end);

    /**
     * Starts nothing more. What is queued ends at once, what runs ends when its process has ended. The caller ends the
     * processes.
     */
    void stop(StopReason cause);

    /** Ends although its processes could not be ended. */
    void abandon();

    static BlockAttempt of(BlockRun run) {
        Block block = run.block();
        if (block instanceof Command command) {
            return new CommandRun(run, command);
        }
        return block instanceof Sequence sequence
                ? new SequenceRun(run, sequence)
                : new ParallelRun(run, (Parallel) block);
    }
}
