package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.schedule.BlockNames;

/** A sequence while it runs: one block after another, until one does not pass. */
final class SequenceRun implements BlockAttempt {

    private final BlockRun run;
    private final Sequence sequence;
    private final String[] names;
    private int next;
    private int position;
    private BlockRun current;

    SequenceRun(BlockRun run, Sequence sequence) {
        this.run = run;
        this.sequence = sequence;
        this.names = BlockNames.of(sequence.steps());
        this.position = run.position();
    }

    @Override
    public void start() {
        current = run.child(sequence.steps().get(next), names[next], position);
        position += BlockNames.commands(sequence.steps().get(next));
        next++;
        current.start();
    }

    @Override
    public void childEnded(BlockRun child, BlockResult end) {
        if (end.state() != BlockResult.State.PASSED || next == names.length) {
            run.bodyEnded(end);
        } else {
            start();
        }
    }

    @Override
    public void stop(StopReason cause) {
        current.stop(cause);
    }

    @Override
    public void abandon() {
        current.abandon();
    }
}
