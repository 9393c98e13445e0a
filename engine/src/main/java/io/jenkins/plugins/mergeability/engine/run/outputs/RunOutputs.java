package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.outputs.CaptureResult;
import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputCapture;
import io.jenkins.plugins.mergeability.engine.outputs.OutputEntry;
import io.jenkins.plugins.mergeability.engine.outputs.OutputGlobs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputLimits;
import io.jenkins.plugins.mergeability.engine.outputs.OutputRestore;
import io.jenkins.plugins.mergeability.engine.outputs.OutputRestore.Times;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.OutputWorkspace;
import io.jenkins.plugins.mergeability.engine.outputs.RestoreResult;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The outputs of the jobs of one run in one working tree. Before a job runs, the outputs of all that it needs are put in
 * place exactly, and its own are removed; after it passed, its own are captured and kept. All of that happens on one
 * thread, one job after another.
 *
 * <p>Jobs that run at the same time share the working tree. What a job that runs has found is not changed under it: the
 * next job that needs it waits. If it was changed nevertheless while two jobs ran that need it, neither is proven, and
 * from then on such jobs run one after another.
 */
public final class RunOutputs implements AutoCloseable {

    /** A run whose jobs neither leave nor find outputs. */
    public static final RunOutputs NONE = new RunOutputs();

    private static final int MAX_SHOWN = 3;

    private static final String NOT_REMEMBERED = "what it left among outputs is not remembered: ";

    private final Map<JobKey, PlannedJob> jobs = new HashMap<>();
    private final Map<JobKey, OutputGlobs> globs = new HashMap<>();
    private final OutputWorkspace workspace;
    private final OutputStore store;
    private final CheckedOutFiles files;
    private final boolean incremental;
    private final OutputRestore restore;
    private final OutputCapture capture;
    private final OneAtATime oneAtATime;
    private final ExecutorService thread;

    private final Map<JobKey, OutputDigest> left = new HashMap<>();
    private final Set<JobKey> passed = new HashSet<>();
    private final Set<JobKey> failed = new HashSet<>();
    private final Set<JobKey> missed = new HashSet<>();

    /** Of each output in place, a job it is of. */
    private final Map<String, JobKey> owners = new HashMap<>();

    private final Map<JobKey, Map<JobKey, OutputDigest>> found = new HashMap<>();
    private final Map<JobKey, Long> began = new HashMap<>();
    private final Map<JobKey, Consumer<Preparation>> waiting = new LinkedHashMap<>();
    private final SharedNeeds shared = new SharedNeeds();
    private Instant newest;

    private RunOutputs() {
        workspace = null;
        store = null;
        files = null;
        incremental = false;
        restore = null;
        capture = null;
        oneAtATime = null;
        thread = null;
    }

    /**
     * The outputs of the jobs of a plan.
     *
     * @param workspace where they run
     * @param store where outputs are kept
     * @param incremental whether incremental jobs find their own outputs of before
     */
    public RunOutputs(
            Plan plan, OutputWorkspace workspace, OutputStore store, CheckedOutFiles files, boolean incremental) {
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                jobs.put(job.key(), job);
                if (job.definition().settings().files().hasOutputs()) {
                    globs.put(
                            job.key(),
                            OutputGlobs.of(
                                    component.definition().root(),
                                    job.definition()
                                            .settings()
                                            .files()
                                            .outputs()
                                            .orElseThrow()));
                }
            }
        }
        this.workspace = workspace;
        this.store = store;
        this.files = files;
        this.incremental = incremental;
        this.restore = new OutputRestore(workspace, store, OutputLimits.DEFAULT);
        this.capture = new OutputCapture(workspace, OutputLimits.DEFAULT);
        this.oneAtATime = new OneAtATime(workspace.state().resolve("one-at-a-time"));
        this.thread = Executors.newSingleThreadExecutor(runnable -> {
            Thread made = new Thread(runnable, "mergeability-outputs");
            made.setDaemon(true);
            return made;
        });
    }

    /** Whether a job leaves outputs, or needs a job that does. */
    public boolean concerns(JobKey job) {
        return !globs.isEmpty()
                && (globs.containsKey(job) || needs(job).stream().anyMatch(globs::containsKey));
    }

    /** The outputs that jobs of this run have left and that are kept. */
    public synchronized Set<OutputDigest> kept() {
        return Set.copyOf(left.values());
    }

    /** The jobs that could not run because outputs of what they need are gone or damaged. */
    public synchronized Set<JobKey> missed() {
        return Set.copyOf(missed);
    }

    /**
     * Prepares the working tree for a job.
     *
     * @param done receives the result, on another thread
     */
    public void prepare(JobKey job, Consumer<Preparation> done) {
        thread.execute(() -> {
            waiting.put(job, done);
            prepareWaiting();
        });
    }

    /** Does not prepare the working tree for a job, if it is still to be done. */
    public void cancel(JobKey job) {
        thread.execute(() -> {
            Consumer<Preparation> done = waiting.remove(job);
            if (done != null) {
                done.accept(new Preparation.NotReady("the run was interrupted"));
            }
        });
    }

    /**
     * Captures and keeps the outputs of a job that has ended.
     *
     * @param hasPassed whether its commands have passed
     * @param done receives what it has left, on another thread
     */
    public void ended(JobKey job, boolean hasPassed, Consumer<Leavings> done) {
        thread.execute(() -> {
            done.accept(leavings(job, hasPassed));
            prepareWaiting();
        });
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The jobs whose outputs a job finds, if they leave any. */
    private Set<JobKey> needs(JobKey job) {
        Set<JobKey> needs = JobNeeds.of(job, key -> jobs.get(key).needs());
        needs.removeIf(need -> !jobs.get(job).definition().settings().findsOutputsOf(need));
        return needs;
    }

    private void prepareWaiting() {
        for (Iterator<Map.Entry<JobKey, Consumer<Preparation>>> each =
                        waiting.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<JobKey, Consumer<Preparation>> next = each.next();
            Preparation preparation;
            try {
                preparation = tryToPrepare(next.getKey());
            } catch (IOException | UncheckedIOException e) {
                preparation = new Preparation.NotReady("the outputs of its needs cannot be put in place: " + reason(e));
            }
            if (preparation != null) {
                each.remove();
                next.getValue().accept(preparation);
            }
        }
    }

    /** The result, or null as long as what would have to be changed is in use. */
    private Preparation tryToPrepare(JobKey job) throws IOException {
        Map<JobKey, OutputDigest> digests = new HashMap<>();
        List<NeededOutputs> needed = new ArrayList<>();
        List<JobKey> absent = new ArrayList<>();
        for (JobKey need : needs(job)) {
            if (globs.containsKey(need)) {
                Optional<OutputDigest> digest = digestOf(need);
                if (digest.isPresent()) {
                    digests.put(need, digest.get());
                    needed.add(new NeededOutputs(need, digest.get(), globs.get(need)));
                } else if (failed.contains(need)) {
                    absent.add(need);
                }
            }
        }
        if (oneAtATime.anyOf(digests.keySet()) && shared.inUse(digests.keySet())) {
            return null;
        }
        List<Path> setAside = new ArrayList<>();
        for (JobKey need : absent) {
            setAside.addAll(clear(need));
        }
        boolean keeps =
                incremental && jobs.get(job).definition().settings().files().incremental();
        if (globs.containsKey(job) && !keeps) {
            setAside.addAll(clear(job));
        }
        if (!needed.isEmpty()) {
            Optional<RestoreResult> result =
                    restore.restore(needed, Times.after(newest()), this::tracked, changed -> !shared.inUse(changed));
            if (result.isEmpty()) {
                return null;
            }
            if (result.get() instanceof RestoreResult.Missing missing) {
                synchronized (this) {
                    missed.add(job);
                }
                return new Preparation.NotReady(reason(missing));
            }
            if (result.get() instanceof RestoreResult.Refused refused) {
                return new Preparation.Refused(refused.reason());
            }
            RestoreResult.Restored restored = (RestoreResult.Restored) result.get();
            setAside.addAll(restored.setAside());
            owners.putAll(restored.placed());
        }
        found.put(job, digests);
        began.put(job, workspace.now());
        shared.started(job, digests.keySet());
        return new Preparation.Ready(Map.copyOf(digests), notes(setAside));
    }

    private List<Path> clear(JobKey job) throws IOException {
        // A job on another platform leaves the same files in the same tree.
        owners.values().removeIf(owner -> owner.ref().equals(job.ref()));
        return restore.clear(job, globs.get(job), this::tracked);
    }

    /** Which outputs of a job those find that need it; empty if they are not kept, so that they are as it has left them. */
    private Optional<OutputDigest> digestOf(JobKey need) {
        PlannedJob job = jobs.get(need);
        if (job.state() == JobState.RUN || passed.contains(need) || failed.contains(need)) {
            return Optional.ofNullable(left.get(need));
        }
        return job.evidence()
                .filter(Evidence::proven)
                .flatMap(evidence -> evidence.latest().outputs().left());
    }

    private boolean tracked(String path) {
        try {
            return files.tracked(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reason(RestoreResult.Missing missing) {
        Map.Entry<NeededOutputs, String> first =
                missing.reasons().entrySet().iterator().next();
        return first.getKey().job() + " has to run again: " + first.getValue();
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private List<String> notes(List<Path> setAside) {
        List<String> notes = new ArrayList<>();
        for (Path path : setAside.subList(0, Math.min(setAside.size(), MAX_SHOWN))) {
            Path top = workspace.top().toAbsolutePath().normalize();
            notes.add("set aside what was in the way of outputs: "
                    + (path.startsWith(top) ? top.relativize(path) : path));
        }
        if (setAside.size() > MAX_SHOWN) {
            notes.add("set aside " + (setAside.size() - MAX_SHOWN) + " more files there");
        }
        return notes;
    }

    private Leavings leavings(JobKey job, boolean hasPassed) {
        Optional<JobKey> other = shared.ended(job);
        Map<JobKey, OutputDigest> digests = found.getOrDefault(job, Map.of());
        (hasPassed ? passed : failed).add(job);
        List<String> notes = new ArrayList<>();
        Optional<String> unproven = Optional.empty();
        for (Map.Entry<JobKey, OutputDigest> need : digests.entrySet()) {
            Optional<String> disturbed = hasFound(
                    new NeededOutputs(need.getKey(), need.getValue(), globs.get(need.getKey())), job, other, notes);
            unproven = unproven.or(() -> disturbed);
        }
        Leavings left = hasPassed ? capture(job, unproven) : Leavings.NONE;
        notes.addAll(left.notes());
        if (globs.containsKey(job) && left.outputs().isEmpty()) {
            try {
                restore.rememberLeft(job, globs.get(job), began.get(job));
            } catch (IOException | UncheckedIOException e) {
                notes.add(NOT_REMEMBERED + reason(e));
            }
        }
        return new Leavings(left.outputs(), left.failure(), left.unproven(), notes);
    }

    /** Why a job that has passed is not proven, which ran at the same time as another one that found these outputs. */
    private Optional<String> hasFound(NeededOutputs outputs, JobKey job, Optional<JobKey> other, List<String> notes) {
        boolean mayBeDisturbed = other.isPresent() && passed.contains(job);
        try {
            boolean changed = restore.found(outputs, began.get(job));
            if (!mayBeDisturbed || !changed) {
                return Optional.empty();
            }
            oneAtATime.add(outputs.job());
            return Optional.of("the outputs of " + outputs.job() + " changed while it and " + other.get()
                    + " ran at the same time; these will run one after the other");
        } catch (IOException | UncheckedIOException e) {
            notes.add(NOT_REMEMBERED + reason(e));
            return mayBeDisturbed
                    ? Optional.of("the outputs of " + outputs.job() + " cannot be read: " + reason(e))
                    : Optional.empty();
        }
    }

    private Leavings capture(JobKey job, Optional<String> unproven) {
        if (!globs.containsKey(job)) {
            return new Leavings(Optional.empty(), Optional.empty(), unproven, List.of());
        }
        CaptureResult result = capture.capture(job, globs.get(job), owners);
        if (result instanceof CaptureResult.Failed failure) {
            passed.remove(job);
            failed.add(job);
            return new Leavings(Optional.empty(), Optional.of(failure.reason()), unproven, List.of());
        }
        if (result instanceof CaptureResult.NotKept notKept) {
            return notKept(unproven, notKept.reasons());
        }
        CaptureResult.Captured captured = (CaptureResult.Captured) result;
        try {
            store.put(captured.digest(), captured.archive());
        } catch (IOException | UncheckedIOException e) {
            return notKept(unproven, List.of(reason(e)));
        }
        for (OutputEntry entry : captured.list().entries()) {
            owners.put(entry.path(), job);
        }
        synchronized (this) {
            left.put(job, captured.digest());
        }
        return new Leavings(Optional.of(captured.digest()), Optional.empty(), unproven, List.of());
    }

    private static Leavings notKept(Optional<String> unproven, List<String> reasons) {
        List<String> notes = new ArrayList<>();
        reasons.forEach(reason -> notes.add("its outputs are not kept: " + reason));
        return new Leavings(Optional.empty(), Optional.empty(), unproven, notes);
    }

    /** Read once: what is changed during the run is not proven. */
    private Instant newest() throws IOException {
        if (newest == null) {
            newest = files.newest();
        }
        return newest;
    }
}
