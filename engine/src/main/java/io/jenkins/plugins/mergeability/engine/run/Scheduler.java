package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.run.process.CommandProcess;
import io.jenkins.plugins.mergeability.engine.schedule.Needs;
import io.jenkins.plugins.mergeability.engine.schedule.UndeclaredOutputs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Starts jobs: after what they need, within the limit of their category, the most urgent first, and only while a slot
 * is free that no started job needs.
 */
final class Scheduler implements JobEvents {

    private final JobGraph graph;
    private final RunContext context;
    private final ProcessWorkers workers;
    private final RunOptions options;
    private final RunListener listener;
    private final Consumer<PlannedJob> starting;
    private final BiConsumer<JobRun, JobResult> ended;
    private final Eligibility eligibility;
    private final LimitCategories limits;
    private final CommandQueue queue = new CommandQueue();
    private final Map<JobKey, JobResult> results;
    private final int total;
    private final PriorityQueue<JobRun> ready = new PriorityQueue<>();
    private final Set<JobRun> running = new LinkedHashSet<>();
    private boolean interrupted;

    /**
     * @param starting receives every job that is about to start
     * @param ended receives every job that has run, when it has ended
     */
    Scheduler(
            JobGraph graph,
            RunContext context,
            ProcessWorkers workers,
            RunOptions options,
            RunListener listener,
            Consumer<PlannedJob> starting,
            BiConsumer<JobRun, JobResult> ended) {
        this.graph = graph;
        this.context = context;
        this.workers = workers;
        this.options = options;
        this.listener = listener;
        this.starting = starting;
        this.ended = ended;
        this.eligibility = new Eligibility(options.platforms(), System.getenv());
        this.limits = new LimitCategories(options);
        this.results = new TreeMap<>(graph.results());
        this.total = results.size() + graph.toRun().size();
    }

    /** Every result so far, by key. */
    Map<JobKey, JobResult> results() {
        return results;
    }

    boolean isDone() {
        return results.size() == total;
    }

    /** Starts what can start. */
    void start() {
        List<JobResult> unrunnable = new ArrayList<>();
        for (JobRun job : graph.toRun().values()) {
            Optional<JobResult> never = eligibility.check(job, results, graph.toRun());
            if (never.isPresent()) {
                unrunnable.add(never.get());
            } else if (job.unmetNeeds() > 0) {
                listener.jobWaits(job.key(), new WaitReason.NeededJobs());
            } else {
                makeReady(job);
            }
        }
        unrunnable.forEach(this::settle);
        dispatch();
    }

    /** Starts queued commands, and then jobs, as long as there are free slots. */
    void dispatch() {
        while (!interrupted && workers.freeSlots() > 0) {
            CommandRun command = queue.next();
            if (command != null) {
                workers.run(command);
            } else if (workers.freeSlots() <= preparing() || isOccupied() || !startNextJob()) {
                break;
            }
        }
        if (running.isEmpty() && ready.isEmpty() && !isDone()) {
            settleRest(JobOutcome.NOT_RUN, "the jobs it needs wait for each other");
        }
    }

    /** Whether a job runs in a working tree that no other job may use meanwhile. */
    private boolean isOccupied() {
        return context.outputs().oneAtATime() && !running.isEmpty();
    }

    /** How many started jobs will soon need a slot. */
    private int preparing() {
        int count = 0;
        for (JobRun job : running) {
            count += job.isPreparing() ? 1 : 0;
        }
        return count;
    }

    private boolean startNextJob() {
        for (JobRun job = ready.poll(); job != null; job = ready.poll()) {
            if (limits.acquire(job)) {
                running.add(job);
                starting.accept(job.planned());
                listener.jobStarted(job.key());
                job.start(context, queue, this);
                return true;
            }
            listener.jobWaits(
                    job.key(), new WaitReason.Limit(job.settings().limit().orElseThrow()));
        }
        return false;
    }

    private void makeReady(JobRun job) {
        listener.jobWaits(job.key(), new WaitReason.FreeSlot());
        ready.add(job);
    }

    /** Starts nothing more and ends all running jobs. */
    void interrupt() {
        if (interrupted) {
            return;
        }
        interrupted = true;
        ready.clear();
        for (JobRun job : new ArrayList<>(running)) {
            job.interrupt();
        }
        settleRest(JobOutcome.INTERRUPTED, "the run was interrupted");
    }

    /** Ends every process at once, whatever the state of the run; for internal errors. */
    void terminateProcesses(Duration timeout) {
        List<CommandProcess> processes = new ArrayList<>();
        for (JobRun job : running) {
            processes.addAll(job.processes());
        }
        processes.forEach(CommandProcess::preventStart);
        CountDownLatch terminated = new CountDownLatch(1);
        context.terminator().end(processes, (ended, surviving) -> terminated.countDown());
        try {
            terminated.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void commandStarts(JobRun job, String name, String command) {
        listener.commandStarted(job.key(), name, command);
    }

    @Override
    public void commandEnded(JobRun job, CommandResult result) {
        listener.commandEnded(job.key(), result);
    }

    @Override
    public void jobEnded(JobRun job, JobResult result) {
        running.remove(job);
        JobRun next = limits.release(job);
        if (next != null && !interrupted) {
            makeReady(next);
        }
        Optional<String> unproven = result.outcome() == JobOutcome.PASSED
                ? result.proof().unproven().or(() -> unproven(job))
                : Optional.empty();
        JobResult known = unproven.map(result::notProven).orElse(result);
        ended.accept(job, known);
        settle(known.outcome() == JobOutcome.FAILED ? known.withNotes(hints(job)) : known);
    }

    private List<String> hints(JobRun job) {
        return UndeclaredOutputs.hints(job.planned().needs(), graph.definitions()::get, options.map());
    }

    /** Why a pass of a job proves nothing, if it does. */
    private Optional<String> unproven(JobRun job) {
        return Needs.unproven(
                        job.key(),
                        this::needs,
                        need -> results.containsKey(need) && results.get(need).outcome() == JobOutcome.FAILED)
                .or(() -> Needs.unprovenNeed(job.key(), this::needs, this::isUnproven))
                .or(() -> job.settings().container().map(image -> "it did not run in its container `" + image + "`"));
    }

    private List<JobKey> needs(JobKey key) {
        return graph.toRun().containsKey(key) ? graph.toRun().get(key).planned().needs() : List.of();
    }

    private boolean isUnproven(JobKey job) {
        JobResult result = results.get(job);
        return result != null && result.proof().unproven().isPresent();
    }

    /** Records the result of a job, and of those that can no longer run because of it. */
    private void settle(JobResult first) {
        Deque<JobResult> open = new ArrayDeque<>();
        open.add(first);
        while (!open.isEmpty()) {
            JobResult result = open.poll();
            if (!settleOne(result)) {
                continue;
            }
            for (JobRun dependent : graph.toRun().get(result.key()).dependents()) {
                if (results.containsKey(dependent.key())) {
                    continue;
                }
                if (!result.satisfiesNeed()) {
                    eligibility.unmetNeed(dependent, results, graph.toRun()).ifPresent(open::add);
                } else if (dependent.meetNeed()) {
                    makeReady(dependent);
                }
            }
        }
    }

    private boolean settleOne(JobResult result) {
        boolean isNew = results.putIfAbsent(result.key(), result) == null;
        if (isNew) {
            listener.jobEnded(result);
        }
        return isNew;
    }

    private void settleRest(JobOutcome outcome, String reason) {
        for (JobRun job : graph.toRun().values()) {
            if (!running.contains(job)) {
                settleOne(JobResult.withoutRun(job.planned(), outcome, reason));
            }
        }
    }

    /**
     * Changes the failures of the last moments before an interrupt, with what followed from them, to interrupted: a
     * terminal also signals the commands, and some may have failed because of it before this process was signaled.
     */
    void revokeFailuresSince(Instant moment) {
        for (JobRun job : graph.toRun().values()) {
            JobResult result = results.get(job.key());
            if (result.outcome() == JobOutcome.FAILED && result.endedAfter(moment)) {
                revokeFailure(job);
            }
        }
    }

    private void revokeFailure(JobRun first) {
        Deque<JobRun> open = new ArrayDeque<>();
        open.add(first);
        while (!open.isEmpty()) {
            JobRun job = open.poll();
            results.put(job.key(), results.get(job.key()).interrupted());
            for (JobRun dependent : job.dependents()) {
                if (results.get(dependent.key()).outcome() == JobOutcome.NOT_RUN) {
                    open.add(dependent);
                }
            }
        }
    }
}
