package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.run.process.CommandProcess;
import io.jenkins.plugins.mergeability.engine.schedule.CommandScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * A block while it runs: its attempts, its timeout, and whether its failure is allowed. A timeout is for one attempt
 * and counts from the start of its first command, so queueing does not count. An attempt is over when no process that
 * was ended for it is alive.
 */
final class BlockRun {

    private final JobRun job;
    private final BlockRun parent;
    private final Block block;
    private final BlockOptions options;
    private final CommandScope scope;
    private final String name;
    private final int position;

    private final List<CommandProcess> processes = new ArrayList<>();
    private int attempt;
    private BlockAttempt body;
    private Future<?> timer;
    private StopReason stopReason;
    private boolean timedOut;
    private boolean ending;
    private BlockResult bodyResult;

    /** The root of a job's tree. The settings of the job apply to it as options apply to a block. */
    BlockRun(JobRun job, Block block, BlockOptions options, CommandScope scope) {
        this(job, null, block, options, scope, "", 1);
    }

    private BlockRun(
            JobRun job,
            BlockRun parent,
            Block block,
            BlockOptions options,
            CommandScope scope,
            String name,
            int position) {
        this.job = job;
        this.parent = parent;
        this.block = block;
        this.options = options;
        this.scope = scope;
        this.name = name;
        this.position = position;
    }

    /** A block inside this one. */
    BlockRun child(Block inside, String childName, int childPosition) {
        String path = name.isEmpty() ? childName : name + "/" + childName;
        return new BlockRun(job, this, inside, inside.options(), scope.inside(inside.options()), path, childPosition);
    }

    JobRun job() {
        return job;
    }

    Block block() {
        return block;
    }

    CommandScope scope() {
        return scope;
    }

    /** Its path in the job's tree, or the job's name for a job that is one command. */
    String name() {
        return name.isEmpty() ? job.key().job() : name;
    }

    /** The place of its first command among those of the job, from 1. */
    int position() {
        return position;
    }

    /** The processes of the current attempt. */
    List<CommandProcess> processes() {
        return processes;
    }

    int attempts() {
        return attempt;
    }

    void start() {
        attempt++;
        processes.clear();
        timedOut = false;
        stopReason = null;
        bodyResult = null;
        body = BlockAttempt.of(this);
        body.start();
    }

    /** A command inside is about to start. */
    void commandStarts(CommandProcess process) {
        processes.add(process);
        if (timer == null && stopReason == null && options.timeout().isPresent()) {
            int timed = attempt;
            timer = job.context().timers().after(options.timeout().get(), () -> timeOut(timed));
        }
        if (parent != null) {
            parent.commandStarts(process);
        }
    }

    private void timeOut(int timed) {
        if (timed == attempt && bodyResult == null && stopReason == null) {
            end(StopReason.TIMEOUT);
            timedOut = true;
        }
    }

    /** Ends the block and every process it has started. */
    void end(StopReason why) {
        if (isOver()) {
            return;
        }
        boolean alreadyEnding = ending;
        ending = true;
        stop(why);
        if (!alreadyEnding) {
            job.context().end(processes, this::processesEnded);
        }
    }

    /** Starts nothing more because a block around it is being ended. */
    void stop(StopReason why) {
        if (isOver()) {
            return;
        }
        stopReason = why;
        timedOut = false;
        if (bodyResult == null) {
            body.stop(why);
        }
    }

    /** A block directly inside has ended. */
    void childEnded(BlockRun child, BlockResult end) {
        body.childEnded(child, end);
    }

    /** What is inside has ended. */
    void bodyEnded(BlockResult end) {
        bodyResult = end;
        finishAttempt();
    }

    /** Ends although its processes could not be ended. */
    void abandon() {
        if (!isOver() && bodyResult == null) {
            body.abandon();
        }
    }

    private void processesEnded(int ended, List<Long> surviving) {
        ending = false;
        job.processesEnded(0, surviving);
        if (bodyResult == null && !surviving.isEmpty()) {
            abandon();
        } else {
            finishAttempt();
        }
    }

    private void finishAttempt() {
        if (bodyResult == null || ending) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        BlockResult end = timedOut ? BlockResult.failed(bodyResult.failures()) : bodyResult;
        if (stopReason != null && !timedOut) {
            finish(
                    end.failed() && options.allowFailure() && stopReason != StopReason.TIMEOUT
                            ? BlockResult.ENDED
                            : end);
        } else if (end.failed() && attempt <= options.retry()) {
            ending = true;
            job.context().end(processes, this::retry);
        } else {
            if (end.state() == BlockResult.State.PASSED && attempt > 1) {
                job.passedAfterFailure();
            }
            finish(end.failed() && options.allowFailure() ? BlockResult.PASSED : end);
        }
    }

    private void retry(int ended, List<Long> surviving) {
        ending = false;
        job.processesEnded(ended, surviving);
        if (stopReason != null && !timedOut) {
            finish(bodyResult);
        } else {
            start();
        }
    }

    private void finish(BlockResult end) {
        body = null;
        if (parent == null) {
            job.rootEnded(end);
        } else {
            parent.childEnded(this, end);
        }
    }

    private boolean isOver() {
        return body == null;
    }
}
