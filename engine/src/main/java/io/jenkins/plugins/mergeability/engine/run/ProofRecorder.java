package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.JobOutputs;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import io.jenkins.plugins.mergeability.engine.schedule.Needs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records the outcomes of a run as proofs, but only of jobs whose inputs are, after the job has ended, what was
 * planned, and were not written since it started: a file saved while a test ran must not be proven by it, even if its
 * content was put back. Neither is a job recorded whose found outputs another job may have changed, nor one that needs an
 * unproven job, at any depth: it found what that one left. It checks every few seconds in the background, so that a
 * killed run loses little, and at the end.
 *
 * <p>Not for reuse: one recorder belongs to one run.
 */
public final class ProofRecorder {

    /** How often it checks during the run. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    /** By how much the clock of the file system may fall behind that of this process. */
    private static final long CLOCK_TOLERANCE = Duration.ofSeconds(2).toNanos();

    private final ProofStore store;
    private final InputObserver inputs;
    private final RunOutputs outputs;
    private final String revision;
    private final Duration interval;
    private final Object checkpoints = new Object();
    private final Map<JobKey, Start> starts = new HashMap<>();
    private final Map<JobKey, List<Outcome>> pending = new LinkedHashMap<>();
    private final Map<JobKey, String> unproven = Collections.synchronizedMap(new TreeMap<>());
    private String problem;
    private Thread thread;
    private boolean finished;

    /**
     * When a job started.
     *
     * @param needs the jobs that it needs itself
     * @param fileTime by the clock of the file system
     * @param nanos by the clock of this process
     */
    private record Start(List<JobKey> needs, long fileTime, long nanos) {}

    /**
     * @param outputs what the jobs of the run find and leave
     * @param revision the commit that is checked out, or empty if there is none; a {@code +} at its end is dropped
     */
    public ProofRecorder(ProofStore store, InputObserver inputs, RunOutputs outputs, String revision) {
        this(store, inputs, outputs, revision, INTERVAL);
    }

    ProofRecorder(ProofStore store, InputObserver inputs, RunOutputs outputs, String revision, Duration interval) {
        this.store = store;
        this.inputs = inputs;
        this.outputs = outputs;
        this.revision = revision.endsWith("+") ? revision.substring(0, revision.length() - 1) : revision;
        this.interval = interval;
    }

    /** A job is about to start. */
    void started(PlannedJob planned) {
        try {
            Start start = new Start(planned.needs(), inputs.now(), System.nanoTime());
            synchronized (this) {
                starts.put(planned.key(), start);
            }
        } catch (IOException e) {
            unproven.put(planned.key(), "the time of its start is unknown: " + e.getMessage());
        }
    }

    /**
     * Adds a job that has ended. A job that passed only when tried again has two outcomes. One that is known not to be
     * proven is not recorded.
     */
    synchronized void ended(PlannedJob planned, JobResult result, String run) {
        if (result.proof().unproven().isPresent()) {
            unproven.put(planned.key(), result.proof().unproven().get());
            return;
        }
        if (finished || planned.hash().isEmpty() || !starts.containsKey(planned.key())) {
            return;
        }
        Duration duration = result.execution().duration();
        Instant end = result.execution().started().orElseThrow().plus(duration);
        List<Outcome> outcomes = new ArrayList<>();
        if (result.execution().flaky()) {
            outcomes.add(
                    outcome(planned, false, end.minusMillis(1), duration, run).with(withoutLeft(result)));
        }
        boolean passed = result.outcome() == JobOutcome.PASSED;
        outcomes.add(outcome(planned, passed, end, duration, run)
                .with(passed ? result.proof().outputs() : withoutLeft(result)));
        pending.put(planned.key(), outcomes);
        if (thread == null) {
            thread = new Thread(this::checkPeriodically, "mergeability-proofs");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static JobOutputs withoutLeft(JobResult failed) {
        return new JobOutputs(Optional.empty(), failed.proof().outputs().found());
    }

    private Outcome outcome(PlannedJob planned, boolean passed, Instant at, Duration duration, String run) {
        InputHash hash = planned.hash().orElseThrow();
        return new Outcome(planned.key(), hash, passed, at, duration, run, revision, planned.inputs());
    }

    private void checkPeriodically() {
        try {
            while (!waitForFinish(interval)) {
                checkpoint();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("this thread is never interrupted", e);
        }
    }

    private synchronized boolean waitForFinish(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); !finished && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return finished;
    }

    /** Checks for the last time and returns what could not be recorded. */
    Recording finish() {
        synchronized (this) {
            finished = true;
            notifyAll();
        }
        checkpoint();
        List<String> warnings = problem == null
                ? List.of()
                : List.of("the proofs of " + pending.size() + " jobs could not be recorded, so they will run again: "
                        + problem);
        return new Recording(Map.copyOf(unproven), warnings);
    }

    /** One at a time: the last one must not return before one in the background has recorded its batch. */
    private void checkpoint() {
        synchronized (checkpoints) {
            Map<JobKey, List<Outcome>> batch;
            Map<JobKey, Start> started = new HashMap<>();
            synchronized (this) {
                batch = new LinkedHashMap<>(pending);
                batch.keySet().forEach(job -> started.put(job, starts.get(job)));
            }
            if (batch.isEmpty()) {
                return;
            }
            try {
                record(batch, started);
                synchronized (this) {
                    pending.keySet().removeAll(batch.keySet());
                }
                problem = null;
            } catch (IOException | RuntimeException e) {
                problem = e.getMessage() == null ? e.toString() : e.getMessage();
            }
        }
    }

    private void record(Map<JobKey, List<Outcome>> batch, Map<JobKey, Start> started) throws IOException {
        Map<JobKey, Long> times = new HashMap<>();
        started.forEach((job, start) -> times.put(job, start.fileTime()));
        Map<JobKey, String> disturbed = outputs.doubts();
        Map<JobKey, InputObserver.Observation> observed = inputs.observe(times);
        long fileTime = inputs.now();
        long nanos = System.nanoTime();
        List<Outcome> sound = new ArrayList<>();
        for (Map.Entry<JobKey, List<Outcome>> entry : batch.entrySet()) {
            List<Outcome> outcomes = entry.getValue();
            Start start = started.get(entry.getKey());
            boolean setBack = fileTime - start.fileTime() < nanos - start.nanos() - CLOCK_TOLERANCE;
            Optional<String> doubt = setBack
                    ? Optional.of("the clock was set back while it ran")
                    : doubt(outcomes.get(0).hash(), observed.get(entry.getKey()))
                            .or(() -> Optional.ofNullable(disturbed.get(entry.getKey())))
                            .or(() -> unprovenNeed(entry.getKey()));
            if (doubt.isEmpty()) {
                sound.addAll(outcomes);
            } else if (outcomes.get(outcomes.size() - 1).passed()) {
                unproven.put(entry.getKey(), doubt.get());
            }
        }
        if (!sound.isEmpty()) {
            store.record(sound);
        }
    }

    /** Jobs that a job needs end before it, so what is doubted of them is known. */
    private synchronized Optional<String> unprovenNeed(JobKey job) {
        return Needs.unprovenNeed(
                job, key -> starts.containsKey(key) ? starts.get(key).needs() : List.of(), unproven::containsKey);
    }

    /** Why an outcome is not that of the planned inputs; empty if it is. */
    private static Optional<String> doubt(InputHash planned, InputObserver.Observation observed) {
        List<String> written = observed.written();
        int more = written.size() - 1;
        String names = written.isEmpty()
                ? ""
                : GitPath.display(written.get(0))
                        + (more > 0 ? " and " + more + " more file" + (more > 1 ? "s" : "") : "");
        if (!observed.hash().equals(planned)) {
            return Optional.of("its inputs changed while it ran" + (names.isEmpty() ? "" : ": " + names));
        }
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of(names + (more > 0 ? " were" : " was") + " written while it ran, so it may have read"
                        + " something else than was planned");
    }

    /**
     * The result of recording the proofs of a run.
     *
     * @param unproven why a job that passed is not proven
     * @param warnings what went wrong with the store
     */
    record Recording(Map<JobKey, String> unproven, List<String> warnings) {}
}
