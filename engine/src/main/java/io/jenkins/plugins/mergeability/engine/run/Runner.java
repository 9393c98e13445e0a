package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import io.jenkins.plugins.mergeability.engine.run.process.EventLoop;
import io.jenkins.plugins.mergeability.engine.run.process.Launcher;
import io.jenkins.plugins.mergeability.engine.run.process.LogFiles;
import io.jenkins.plugins.mergeability.engine.run.process.ProcessMarkers;
import io.jenkins.plugins.mergeability.engine.run.process.ProcessTreeTerminator;
import io.jenkins.plugins.mergeability.engine.run.process.RunGuard;
import io.jenkins.plugins.mergeability.engine.run.process.ShellCommand;
import io.jenkins.plugins.mergeability.engine.run.process.Timers;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a plan on this machine. Every command is a process of its own with an empty standard input and a log of its own.
 * Processes that a job leaves running are ended when the job ends.
 */
public final class Runner {

    /** A failure this shortly before an interrupt may be caused by it. */
    private static final Duration INTERRUPT_MARGIN = Duration.ofMillis(500);

    /** How long to wait after a last failure by a signal: an interrupt may follow. */
    private static final long INTERRUPT_WAIT_MILLIS = 150;

    private final Plan plan;
    private final Path repository;
    private final RunDirectory directory;
    private final RunOptions options;
    private final Optional<ProofRecorder> recorder;
    private final RunListener listener;
    private final RunOutputs outputs;
    private final EventLoop loop = new EventLoop();
    private Scheduler scheduler;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private boolean threadInterrupted;
    private volatile Instant interruptedAt;

    /**
     * @param repository the top directory of the repository
     * @param directory where the logs go
     * @param recorder records proofs; empty for none
     * @param outputs puts outputs in place and keeps them; the caller closes it
     */
    public Runner(
            Plan plan,
            Path repository,
            RunDirectory directory,
            RunOptions options,
            Optional<ProofRecorder> recorder,
            RunListener listener,
            RunOutputs outputs) {
        this.plan = plan;
        this.repository = repository.toAbsolutePath().normalize();
        this.directory = directory;
        this.options = options;
        this.recorder = recorder;
        this.listener = listener;
        this.outputs = outputs;
    }

    /** Runs the plan to its end, or until it is interrupted. To be called once. */
    public RunResult run() {
        Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long start = System.nanoTime();
        JobGraph graph =
                JobGraph.of(plan, repository, new LogFiles(directory.path().toFile()), options.durations());
        Map<JobKey, JobResult> results = runJobs(graph);
        List<String> warnings = recordFailures(graph, results);
        return new RunResult(
                directory.id(),
                started,
                Duration.ofMillis((System.nanoTime() - start) / 1_000_000),
                new ArrayList<>(results.values()),
                warnings);
    }

    private Map<JobKey, JobResult> runJobs(JobGraph graph) {
        ProcessMarkers markers = new ProcessMarkers(new File("/proc"));
        try (RunGuard guard = new RunGuard(markers, options.grace());
                ProcessTreeTerminator terminator = new ProcessTreeTerminator(markers, options.grace());
                Timers timers = new Timers(loop);
                FileWorkers files = new FileWorkers(loop, options.jobs());
                ProcessWorkers workers = new ProcessWorkers(loop, options.jobs())) {
            Launcher launcher = new Launcher(repository, ShellCommand.ofThisMachine(), markers, guard);
            RunContext context = new RunContext(loop, timers, terminator, launcher, files, outputs);
            scheduler = new Scheduler(graph, context, workers, options, listener, this::jobStarts, this::jobEnded);
            try {
                scheduler.start();
                while (!scheduler.isDone()) {
                    next();
                }
                awaitPendingInterrupt();
            } catch (RuntimeException | Error e) {
                scheduler.terminateProcesses(options.grace().plusSeconds(3));
                throw e;
            } finally {
                if (threadInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        if (interruptedAt != null) {
            scheduler.revokeFailuresSince(interruptedAt.minus(INTERRUPT_MARGIN));
        }
        return scheduler.results();
    }

    private void next() {
        try {
            loop.next();
        } catch (InterruptedException e) {
            threadInterrupted();
        }
        scheduler.dispatch();
    }

    /** An interrupt of the thread interrupts the run, and is restored when the run has ended. */
    private void threadInterrupted() {
        threadInterrupted = true;
        interrupt();
    }

    private void awaitPendingInterrupt() {
        Instant recently = Instant.now().minusMillis(INTERRUPT_WAIT_MILLIS);
        for (JobResult result : scheduler.results().values()) {
            if (result.endedAfter(recently) && result.failedBySignal()) {
                try {
                    interrupted.await(INTERRUPT_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    threadInterrupted();
                }
                return;
            }
        }
    }

    private void jobStarts(PlannedJob job) {
        recorder.ifPresent(proofs -> proofs.started(job));
    }

    /** A pass can be recorded at once; whether an interrupt caused a failure is known only at the end. */
    private void jobEnded(JobRun job, JobResult result) {
        if (result.outcome() == JobOutcome.PASSED) {
            recorder.ifPresent(proofs -> proofs.ended(job.planned(), result, directory.id()));
        }
    }

    private List<String> recordFailures(JobGraph graph, Map<JobKey, JobResult> results) {
        if (recorder.isEmpty()) {
            return List.of();
        }
        for (JobRun job : graph.toRun().values()) {
            JobResult result = results.get(job.key());
            if (result.failedByItself() && job.settings().container().isEmpty()) {
                recorder.get().ended(job.planned(), result, directory.id());
            }
        }
        ProofRecorder.Recording recording = recorder.get().finish();
        recording.unproven().forEach((key, why) -> results.computeIfPresent(key, (k, old) -> old.notProven(why)));
        return recording.warnings();
    }

    /**
     * Ends the run early: nothing more starts, every process is ended, and {@link #run} returns complete results within
     * a bounded time. Callable from any thread, at any time, and more than once.
     */
    public void interrupt() {
        synchronized (loop) {
            if (interruptedAt == null) {
                interruptedAt = Instant.now();
            }
        }
        interrupted.countDown();
        loop.post(() -> scheduler.interrupt());
    }
}
