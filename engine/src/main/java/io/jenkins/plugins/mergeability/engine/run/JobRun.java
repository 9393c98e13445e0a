package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.JobOutputs;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.engine.run.files.CollectedFiles;
import io.jenkins.plugins.mergeability.engine.run.files.JobFiles;
import io.jenkins.plugins.mergeability.engine.run.outputs.Leavings;
import io.jenkins.plugins.mergeability.engine.run.outputs.Preparation;
import io.jenkins.plugins.mergeability.engine.run.process.CommandProcess;
import io.jenkins.plugins.mergeability.engine.schedule.BlockNames;
import io.jenkins.plugins.mergeability.engine.schedule.CommandScope;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job while it runs: its tree, the commands that run or are queued, and their results. */
final class JobRun implements Comparable<JobRun> {

    private final PlannedJob planned;
    private final String root;
    private final File logs;
    private final Optional<JobFiles> files;
    private final List<JobRun> dependents = new ArrayList<>();
    private int unmetNeeds;
    private long urgency;

    private RunContext context;
    private CommandQueue queue;
    private JobEvents events;
    private BlockRun tree;
    private final int maxCommands;
    private int activeCommands;
    private final Deque<CommandRun> waitingCommands = new ArrayDeque<>();
    private int[] attempts;
    private final List<CommandResult> results = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean flaky;
    private boolean interrupted;
    private Map<JobKey, OutputDigest> outputsFound = Map.of();
    private Instant started;
    private long startNanos;

    /**
     * @param root the directory of the component, relative to the repository
     * @param logs the directory for the logs of its commands
     * @param files its test reports and artifacts; empty if it declares none
     */
    JobRun(PlannedJob planned, String root, File logs, Optional<JobFiles> files) {
        this.planned = planned;
        this.root = root;
        this.logs = logs;
        this.files = files;
        this.maxCommands = settings().maxParallel().orElse(Integer.MAX_VALUE);
    }

    PlannedJob planned() {
        return planned;
    }

    JobKey key() {
        return planned.key();
    }

    JobSettings settings() {
        return planned.definition().settings();
    }

    String root() {
        return root;
    }

    File logs() {
        return logs;
    }

    RunContext context() {
        return context;
    }

    /** Makes this job wait for another one. */
    void needs(JobRun other) {
        other.dependents.add(this);
        unmetNeeds++;
    }

    List<JobRun> dependents() {
        return dependents;
    }

    int unmetNeeds() {
        return unmetNeeds;
    }

    /** Counts a need as met; returns whether it was the last. */
    boolean meetNeed() {
        return --unmetNeeds == 0;
    }

    long urgency() {
        return urgency;
    }

    /** How urgent it is that this job starts; greater values start first. */
    void setUrgency(long urgency) {
        this.urgency = urgency;
    }

    @Override
    public int compareTo(JobRun other) {
        int byUrgency = Long.compare(other.urgency, urgency);
        return byUrgency != 0 ? byUrgency : key().compareTo(other.key());
    }

    void start(RunContext runContext, CommandQueue commandQueue, JobEvents runEvents) {
        context = runContext;
        queue = commandQueue;
        events = runEvents;
        attempts = new int[BlockNames.commands(planned.definition().block()) + 1];
        begin();
        if (context.outputs().concernJobs()) {
            context.outputs().prepare(key(), done -> context.loop().post(() -> prepared(done)));
        } else {
            startTree();
        }
    }

    private void begin() {
        started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        startNanos = System.nanoTime();
    }

    /** Whether it does not run commands yet, because the outputs of what it needs are being put in place. */
    boolean isPreparing() {
        return tree == null;
    }

    private void prepared(Preparation preparation) {
        if (interrupted) {
            events.jobEnded(this, withoutTree(JobOutcome.INTERRUPTED, "the run was interrupted"));
        } else if (preparation instanceof Preparation.Ready ready) {
            outputsFound = ready.found();
            notes.addAll(ready.notes());
            begin();
            startTree();
        } else if (preparation instanceof Preparation.Refused refused) {
            events.jobEnded(this, withoutTree(JobOutcome.FAILED, refused.reason()));
        } else {
            Preparation.NotReady not = (Preparation.NotReady) preparation;
            events.jobEnded(this, withoutTree(JobOutcome.NOT_RUN, not.reason()));
        }
    }

    private JobResult withoutTree(JobOutcome outcome, String reason) {
        return new JobResult(
                key(),
                outcome,
                reason,
                settings().allowFailure(),
                new JobResult.Execution(
                        0,
                        false,
                        Optional.of(started),
                        Duration.ZERO,
                        List.of(),
                        List.of(),
                        List.copyOf(notes),
                        CollectedFiles.NONE),
                JobResult.Proof.NONE);
    }

    private void startTree() {
        JobSettings settings = settings();
        // The settings of the job apply to its tree like options of the outermost block, except for allowFailure: a job
        // whose failure is allowed has still failed.
        BlockOptions options = new BlockOptions(
                Optional.empty(),
                settings.timeout(),
                settings.retry(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                false);
        tree = new BlockRun(this, planned.definition().block(), options, CommandScope.of(settings));
        tree.start();
    }

    void interrupt() {
        interrupted = true;
        files.ifPresent(JobFiles::cancel);
        if (isPreparing()) {
            context.outputs().cancel(key());
        } else {
            tree.end(StopReason.INTERRUPT);
        }
    }

    List<CommandProcess> processes() {
        return isPreparing() ? List.of() : tree.processes();
    }

    int nextAttemptAt(int position) {
        return ++attempts[position];
    }

    void enqueue(CommandRun command) {
        if (activeCommands < maxCommands) {
            activeCommands++;
            queue.add(command);
        } else {
            waitingCommands.add(command);
        }
    }

    void dequeue(CommandRun command) {
        if (!waitingCommands.remove(command)) {
            queue.remove(command);
            releaseSlot();
        }
    }

    void releaseSlot() {
        CommandRun next = waitingCommands.poll();
        if (next == null) {
            activeCommands--;
        } else {
            queue.add(next);
        }
    }

    /** One of its commands is about to start. Called on the thread of the command. */
    void beforeCommand() {
        files.ifPresent(JobFiles::begin);
    }

    void commandStarts(String name, String command) {
        events.commandStarts(this, name, command);
    }

    void commandEnded(CommandResult result) {
        results.add(result);
        events.commandEnded(this, result);
    }

    void passedAfterFailure() {
        flaky = true;
    }

    /** Notes processes of the job that were left running. */
    void processesEnded(int ended, List<Long> surviving) {
        if (ended > 0) {
            notes.add(
                    ended == 1
                            ? "left a process running, which was ended"
                            : "left " + ended + " processes running, which were ended");
        }
        if (!surviving.isEmpty()) {
            notes.add("these processes could not be ended: " + surviving);
        }
    }

    /**
     * The tree has ended; processes it left running are ended, then its files are collected and its outputs kept, then
     * it is reported.
     */
    void rootEnded(BlockResult end) {
        Duration duration = Duration.ofMillis((System.nanoTime() - startNanos) / 1_000_000);
        context.end(tree.processes(), (ended, surviving) -> {
            processesEnded(ended, surviving);
            if (files.isEmpty() || interrupted) {
                keepOutputs(end, duration, CollectedFiles.NONE);
                return;
            }
            context.files()
                    .run(
                            () -> files.get().collect(end.state() == BlockResult.State.PASSED),
                            found -> keepOutputs(end, duration, found));
        });
    }

    private void keepOutputs(BlockResult end, Duration duration, CollectedFiles collected) {
        if (!context.outputs().concernJobs()) {
            events.jobEnded(this, result(end, duration, collected, Leavings.NONE));
            return;
        }
        boolean passed = outcome(end, collected, Leavings.NONE) == JobOutcome.PASSED;
        context.outputs()
                .ended(
                        key(),
                        passed,
                        left -> context.loop()
                                .post(() -> events.jobEnded(this, result(end, duration, collected, left))));
    }

    private JobOutcome outcome(BlockResult end, CollectedFiles collected, Leavings left) {
        boolean passed = end.state() == BlockResult.State.PASSED;
        // Without its reports nothing is known of a job that was interrupted while they were read.
        if (interrupted && (!passed || files.isPresent())) {
            return JobOutcome.INTERRUPTED;
        }
        boolean failed =
                !passed || collected.failure().isPresent() || left.failure().isPresent();
        return failed ? JobOutcome.FAILED : JobOutcome.PASSED;
    }

    private JobResult result(BlockResult end, Duration duration, CollectedFiles found, Leavings left) {
        boolean passed = end.state() == BlockResult.State.PASSED;
        CollectedFiles collected = found;
        if (!passed && found.problem().isPresent()) {
            notes.add(found.problem().get());
            collected = found.withoutProblem();
        }
        notes.addAll(left.notes());
        results.sort(Comparator.comparingInt(CommandResult::position).thenComparingInt(CommandResult::attempt));
        JobOutcome outcome = outcome(end, collected, left);
        Optional<String> failure = collected.failure().or(left::failure);
        return new JobResult(
                key(),
                outcome,
                passed && outcome == JobOutcome.FAILED ? failure.orElseThrow() : reason(outcome, end.failures()),
                settings().allowFailure(),
                new JobResult.Execution(
                        tree.attempts(),
                        flaky && outcome == JobOutcome.PASSED,
                        Optional.of(started),
                        duration,
                        results,
                        outcome == JobOutcome.FAILED ? end.failures() : List.of(),
                        notes,
                        collected),
                new JobResult.Proof(Optional.empty(), left.unproven(), new JobOutputs(left.outputs(), outputsFound)));
    }

    private static String reason(JobOutcome outcome, List<CommandResult> failures) {
        if (outcome != JobOutcome.FAILED) {
            return outcome == JobOutcome.PASSED ? "" : "the run was interrupted";
        }
        if (failures.isEmpty()) {
            return "timed out";
        }
        String first = failures.get(0).name() + ": " + failures.get(0).message();
        return failures.size() == 1 ? first : first + " (and " + (failures.size() - 1) + " more)";
    }
}
