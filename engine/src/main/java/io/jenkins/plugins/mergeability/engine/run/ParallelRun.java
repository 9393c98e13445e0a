package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import io.jenkins.plugins.mergeability.engine.schedule.BlockNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parallel while it runs: as many branches at a time as it allows, collecting all failures. */
final class ParallelRun implements BlockAttempt {

    private final BlockRun run;
    private final Parallel parallel;
    private final int maxBranches;
    private final Map<BlockRun, Integer> running = new LinkedHashMap<>();
    private final BlockResult[] results;
    private final String[] names;
    private int next;
    private int position;
    private StopReason stopReason;

    ParallelRun(BlockRun run, Parallel parallel) {
        this.run = run;
        this.parallel = parallel;
        this.maxBranches = parallel.maxParallel().orElse(Integer.MAX_VALUE);
        this.names = BlockNames.of(parallel.branches());
        this.results = new BlockResult[names.length];
        this.position = run.position();
    }

    @Override
    public void start() {
        while (stopReason == null && next < names.length && running.size() < maxBranches) {
            Block branch = parallel.branches().get(next);
            BlockRun child = run.child(branch, names[next], position);
            position += BlockNames.commands(branch);
            running.put(child, next++);
            child.start();
        }
    }

    @Override
    public void childEnded(BlockRun child, BlockResult end) {
        results[running.remove(child)] = end;
        if (end.failed() && parallel.failFast() && stopReason == null) {
            stopReason = StopReason.FAIL_FAST;
            for (BlockRun other : new ArrayList<>(running.keySet())) {
                other.end(StopReason.FAIL_FAST);
            }
        }
        start();
        if (running.isEmpty()) {
            run.bodyEnded(end());
        }
    }

    private BlockResult end() {
        List<CommandResult> failures = new ArrayList<>();
        boolean failed = false;
        boolean ended = next < names.length;
        for (BlockResult end : results) {
            if (end != null) {
                failed |= end.failed();
                ended |= end.state() == BlockResult.State.ENDED;
                failures.addAll(end.failures());
            }
        }
        return failed ? BlockResult.failed(failures) : ended ? BlockResult.ENDED : BlockResult.PASSED;
    }

    @Override
    public void stop(StopReason why) {
        stopReason = why;
        for (BlockRun branch : new ArrayList<>(running.keySet())) {
            branch.stop(why);
        }
    }

    @Override
    public void abandon() {
        for (BlockRun branch : new ArrayList<>(running.keySet())) {
            branch.abandon();
        }
    }
}
