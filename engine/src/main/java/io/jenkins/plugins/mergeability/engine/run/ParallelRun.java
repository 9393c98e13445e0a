package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parallel while it runs: as many branches at once as it allows; all failures are collected. */
final class ParallelRun implements Body {

    private final BlockRun run;
    private final Parallel parallel;
    private final int most;
    private final Map<BlockRun, Integer> running = new LinkedHashMap<>();
    private final End[] ends;
    private final String[] names;
    private int next;
    private int position;
    private Cause cause;

    ParallelRun(BlockRun run, Parallel parallel) {
        this.run = run;
        this.parallel = parallel;
        this.most = parallel.maxParallel().orElse(Integer.MAX_VALUE);
        this.names = Names.of(parallel.branches());
        this.ends = new End[names.length];
        this.position = run.position();
    }

    @Override
    public void start() {
        while (cause == null && next < names.length && running.size() < most) {
            Block branch = parallel.branches().get(next);
            BlockRun child = run.child(branch, names[next], position);
            position += Names.commands(branch);
            running.put(child, next++);
            child.start();
        }
    }

    @Override
    public void childEnded(BlockRun child, End end) {
        ends[running.remove(child)] = end;
        if (end.failed() && parallel.failFast() && cause == null) {
            cause = Cause.FAIL_FAST;
            for (BlockRun other : new ArrayList<>(running.keySet())) {
                other.end(Cause.FAIL_FAST);
            }
        }
        start();
        if (running.isEmpty()) {
            run.bodyEnded(end());
        }
    }

    private End end() {
        List<CommandResult> failures = new ArrayList<>();
        boolean failed = false;
        boolean ended = next < names.length;
        for (End end : ends) {
            if (end != null) {
                failed |= end.failed();
                ended |= end.state() == End.State.ENDED;
                failures.addAll(end.failures());
            }
        }
        return failed ? End.failed(failures) : ended ? End.ENDED : End.PASSED;
    }

    @Override
    public void stop(Cause why) {
        cause = why;
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
