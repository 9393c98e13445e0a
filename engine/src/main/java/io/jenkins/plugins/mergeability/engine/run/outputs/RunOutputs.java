package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.CaptureResult;
import io.jenkins.plugins.mergeability.engine.outputs.OutputCapture;
import io.jenkins.plugins.mergeability.engine.outputs.OutputLimits;
import io.jenkins.plugins.mergeability.engine.outputs.OutputRestore;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.OutputVerifier;
import io.jenkins.plugins.mergeability.engine.outputs.OutputWorkspace;
import io.jenkins.plugins.mergeability.engine.outputs.RestoreResult;
import io.jenkins.plugins.mergeability.engine.outputs.UntrackedFiles;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The outputs of the jobs of one run in one working tree. Before a job runs, the outputs of all that it needs are put in
 * place exactly, and its own are removed; after it passed, its own are captured and kept. All of that happens on one
 * thread, in rounds: the outputs of a need are verified once for all jobs that are to start since the last round.
 *
 * <p>Jobs that run at the same time share the working tree. What a job that runs has found is not changed under it: the
 * next job that needs it waits. If it was changed nevertheless while several jobs ran, the one that needs it is not
 * proven, as any of them may have changed it; from then on a job that needs it runs alone. That is verified for all jobs
 * that have ended at once, when {@link #doubts} is called or, before that, when their outputs are verified or changed for
 * another job. So a change after a job has ended may count as one while it ran, but none is missed.
 */
public final class RunOutputs implements AutoCloseable {

    /** A run whose jobs neither leave nor find outputs. */
    public static final RunOutputs NONE = new RunOutputs();

    private final DeclaredOutputs declared;
    private final OutputWorkspace workspace;
    private final OutputStore store;
    private final CheckedOutFiles files;
    private final boolean incremental;
    private final OutputRestore restore;
    private final OutputCapture capture;
    private final OutputVerifier verifier;
    private final VerifiedNeeds verified;
    private final PlacedOutputs placed;
    private final DisturbedOutputs disturbed;
    private final UnverifiedJobs unverified;
    private final Optional<CleanedTree> cleaned;
    private final ExecutorService thread;

    private final JobDigests ended = new JobDigests();
    private final Set<JobKey> missed = new HashSet<>();
    private final Map<JobKey, Map<JobKey, OutputDigest>> found = new HashMap<>();
    private final Map<JobKey, Long> began = new HashMap<>();
    private final Map<JobKey, Consumer<Preparation>> waiting = new LinkedHashMap<>();
    private final Set<JobKey> toRunAlone = new HashSet<>();
    private final RoundRequests requests = new RoundRequests();
    private final RunningJobs running = new RunningJobs();
    private Instant newest;

    private RunOutputs() {
        declared = null;
        workspace = null;
        store = null;
        files = null;
        incremental = false;
        restore = null;
        capture = null;
        verifier = null;
        verified = null;
        placed = null;
        disturbed = null;
        unverified = null;
        cleaned = Optional.empty();
        thread = null;
    }

    /**
     * The outputs of the jobs of a plan.
     *
     * @param workspace where they run
     * @param store where outputs are kept
     * @param incremental whether incremental jobs find their own outputs of before
     * @param committed the working tree, where it is cleaned before each job
     */
    public RunOutputs(
            Plan plan,
            OutputWorkspace workspace,
            OutputStore store,
            CheckedOutFiles files,
            boolean incremental,
            Optional<CommittedTree> committed) {
        this.declared = new DeclaredOutputs(plan);
        this.workspace = workspace;
        this.store = store;
        this.files = files;
        this.incremental = incremental;
        this.restore = new OutputRestore(workspace, store, OutputLimits.DEFAULT);
        this.capture = new OutputCapture(workspace, OutputLimits.DEFAULT);
        this.verifier = new OutputVerifier(workspace, files::tracked);
        this.disturbed = new DisturbedOutputs(workspace.state().resolve("one-at-a-time"));
        this.unverified = new UnverifiedJobs(declared, disturbed);
        this.verified = new VerifiedNeeds(verifier, declared::globs, unverified::changed);
        this.placed = new PlacedOutputs(workspace, verified, declared::directNeeds);
        UntrackedFiles untracked = new UntrackedFiles(workspace.top(), files::tracked, files::trackedBelow);
        this.cleaned = committed.map(tree -> new CleanedTree(declared, workspace.top(), untracked, tree));
        this.thread = Executors.newSingleThreadExecutor(runnable -> {
            Thread made = new Thread(runnable, "mergeability-outputs");
            made.setDaemon(true);
            return made;
        });
    }

    /** Whether jobs leave or find outputs, so that each has to be prepared and ended. */
    public boolean concernJobs() {
        return declared != null && (declared.any() || cleaned.isPresent());
    }

    /** Whether no other job may run while one runs. */
    public boolean oneAtATime() {
        return cleaned.isPresent();
    }

    /** The outputs that jobs of this run have left and that are kept. */
    public Set<OutputDigest> kept() {
        return ended.kept();
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
        requests.start(job, done);
        thread.execute(this::round);
    }

    /** Does not prepare the working tree for a job, if it is still to be done. */
    public void cancel(JobKey job) {
        thread.execute(() -> {
            requests.moveStarts(waiting);
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
        requests.end(new RoundRequests.Ending(job, hasPassed, done));
        thread.execute(this::round);
    }

    /**
     * Verifies what the jobs that have ended until now had found.
     *
     * @return why jobs that have passed are not proven, of all jobs of the run
     */
    public Map<JobKey, String> doubts() {
        if (!concernJobs()) {
            return Map.of();
        }
        return CompletableFuture.supplyAsync(
                        () -> {
                            verifyEnded();
                            return unverified.doubts();
                        },
                        thread)
                .join();
    }

    private void verifyEnded() {
        beginRound(List.of());
        unverified.verify(need -> true, verified);
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        thread.execute(this::verifyEnded);
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Serves all jobs that have ended or are to start since the last round; what they need is verified once. */
    private void round() {
        List<RoundRequests.Ending> ends = requests.takeEnds();
        boolean arrived = requests.moveStarts(waiting);
        if (ends.isEmpty() && !arrived) {
            return;
        }
        String problem = beginRound(ends);
        for (RoundRequests.Ending ending : ends) {
            ending.done().accept(leavings(ending));
        }
        prepareWaiting(problem);
    }

    /** Gives why the round cannot begin, null if it can. */
    private String beginRound(List<RoundRequests.Ending> ends) {
        long since = unverified.since();
        for (RoundRequests.Ending ending : ends) {
            since = Math.min(since, began.getOrDefault(ending.job(), Long.MAX_VALUE));
        }
        try {
            verified.begin(workspace.now(), since);
            return null;
        } catch (IOException e) {
            // Nothing is settled as of this time, so that all is read.
            verified.begin(Long.MIN_VALUE, since);
            return OutputNotes.reason(e);
        }
    }

    private void prepareWaiting(String problem) {
        for (Iterator<Map.Entry<JobKey, Consumer<Preparation>>> each =
                        waiting.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<JobKey, Consumer<Preparation>> next = each.next();
            Preparation preparation;
            try {
                preparation = problem == null
                        ? tryToPrepare(next.getKey())
                        : new Preparation.NotReady("the working tree cannot be prepared: " + problem);
            } catch (IOException | UncheckedIOException e) {
                preparation = new Preparation.NotReady(
                        "the outputs of its needs cannot be put in place: " + OutputNotes.reason(e));
            } catch (RuntimeException e) {
                preparation = new Preparation.NotReady("internal error: " + OutputNotes.trace(e));
            }
            if (preparation != null) {
                each.remove();
                next.getValue().accept(preparation);
            } else if (toRunAlone.contains(next.getKey())) {
                break; // with more jobs beside it, it would wait for ever
            }
        }
    }

    /** The result, or null as long as what would have to be changed is in use. */
    private Preparation tryToPrepare(JobKey job) throws IOException {
        NeededDigests needs = NeededDigests.of(job, declared, ended);
        Map<JobKey, OutputDigest> digests = needs.digests();
        boolean isAlone = disturbed.anyOf(digests.keySet());
        if (isAlone) {
            toRunAlone.add(job);
        }
        if (running.isOneAlone() || isAlone && running.any()) {
            return null;
        }
        if (cleaned.isPresent()) {
            cleaned.get().before(job, digests.keySet(), ended);
            placed.cleaned(digests.keySet());
        }
        List<Path> setAside = new ArrayList<>();
        for (JobKey need : needs.absent()) {
            setAside.addAll(clear(need));
        }
        boolean keeps =
                incremental && declared.job(job).definition().settings().files().incremental();
        if (declared.by(job) && !keeps) {
            setAside.addAll(clear(job));
        }
        if (!needs.needed().isEmpty() && !placed.areExact(needs.needed(), newest())) {
            Optional<RestoreResult> result =
                    placed.restore(restore, needs.needed(), newest(), files::tracked, this::mayChange);
            if (result.isEmpty()) {
                return null;
            }
            if (result.get() instanceof RestoreResult.Missing missing) {
                synchronized (this) {
                    missed.add(job);
                }
                return new Preparation.NotReady(OutputNotes.reason(missing));
            }
            if (result.get() instanceof RestoreResult.Refused refused) {
                return new Preparation.Refused(refused.reason());
            }
            RestoreResult.Restored restored = (RestoreResult.Restored) result.get();
            setAside.addAll(restored.setAside());
            placed.restored(digests.keySet(), restored);
        }
        found.put(job, digests);
        began.put(job, verified.observed());
        running.started(job, digests.keySet(), isAlone);
        return new Preparation.Ready(Map.copyOf(digests), OutputNotes.notes(setAside, workspace.top()));
    }

    /** Whether no job that runs has found outputs of these jobs. What others have found is verified before the change. */
    private boolean mayChange(Set<JobKey> jobs) {
        if (running.inUse(jobs)) {
            return false;
        }
        unverified.verify(need -> true, verified);
        return true;
    }

    private List<Path> clear(JobKey job) throws IOException {
        boolean anyName = workspace.foldsNames();
        OutputRestore.Cleared cleared = restore.clear(
                job,
                declared.globs(job),
                files::tracked,
                paths -> unverified.verify(
                        need -> anyName || declared.globs(need).mayConcern(paths), verified));
        placed.cleared(job, cleared);
        return cleared.setAside();
    }

    /** Whatever happens, the run gets an answer: without one it would wait for ever. */
    private Leavings leavings(RoundRequests.Ending ending) {
        try {
            return leavings(ending.job(), ending.hasPassed());
        } catch (RuntimeException e) {
            return new Leavings(
                    Optional.empty(),
                    Optional.of("internal error: " + OutputNotes.trace(e)),
                    Optional.empty(),
                    List.of());
        }
    }

    private Leavings leavings(JobKey job, boolean hasPassed) {
        Optional<JobKey> other = running.ended(job);
        Map<JobKey, OutputDigest> digests = found.getOrDefault(job, Map.of());
        ended.ended(job, hasPassed);
        if (!oneAtATime()) {
            unverified.ended(
                    job, digests, began.getOrDefault(job, Long.MAX_VALUE), hasPassed ? other : Optional.empty());
        }
        Leavings left = hasPassed ? capture(job) : Leavings.NONE;
        List<String> notes = new ArrayList<>(left.notes());
        if (declared.by(job) && left.outputs().isEmpty()) {
            try {
                verifier.rememberLeft(job, declared.globs(job), began.get(job));
            } catch (IOException | UncheckedIOException e) {
                notes.add("what it left among outputs is not remembered: " + OutputNotes.reason(e));
            }
        }
        Optional<String> changed = putBack(job, hasPassed && left.failure().isEmpty());
        return new Leavings(left.outputs(), left.failure(), changed, notes);
    }

    /** Why a job that has passed is not proven, by what it has done to a tree that is cleaned. */
    private Optional<String> putBack(JobKey job, boolean hasPassed) {
        try {
            return cleaned.isPresent()
                    ? cleaned.get()
                            .after(
                                    job,
                                    hasPassed,
                                    found.getOrDefault(job, Map.of()).keySet())
                    : Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return Optional.of("the working tree cannot be put back after it: " + OutputNotes.reason(e));
        }
    }

    private Leavings capture(JobKey job) {
        if (!declared.by(job)) {
            return Leavings.NONE;
        }
        CaptureResult result = capture.capture(job, declared.globs(job), placed.owners());
        if (result instanceof CaptureResult.Failed failure) {
            ended.ended(job, false);
            return new Leavings(Optional.empty(), Optional.of(failure.reason()), Optional.empty(), List.of());
        }
        if (result instanceof CaptureResult.NotKept notKept) {
            return Leavings.notKept(notKept.reasons());
        }
        CaptureResult.Captured captured = (CaptureResult.Captured) result;
        try {
            store.put(captured.digest(), captured.archive());
        } catch (IOException | UncheckedIOException e) {
            return Leavings.notKept(List.of(OutputNotes.reason(e)));
        }
        placed.captured(job, captured);
        ended.left(job, captured.digest());
        return new Leavings(Optional.of(captured.digest()), Optional.empty(), Optional.empty(), List.of());
    }

    /** Read once: what is changed during the run is not proven. */
    private Instant newest() throws IOException {
        if (newest == null) {
            newest = files.newest();
        }
        return newest;
    }
}
