package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileReader;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockedInputs;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.OutputWorkspace;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import io.jenkins.plugins.mergeability.engine.plan.FileDigests;
import io.jenkins.plugins.mergeability.engine.plan.InputPaths;
import io.jenkins.plugins.mergeability.engine.plan.MapFiles;
import io.jenkins.plugins.mergeability.engine.plan.OutputAvailability;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlanRequest;
import io.jenkins.plugins.mergeability.engine.plan.PlanScope;
import io.jenkins.plugins.mergeability.engine.plan.PlanScopes;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.plan.SnapshotDigests;
import io.jenkins.plugins.mergeability.engine.plan.UnclaimedPathsException;
import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.engine.run.InputObserver;
import io.jenkins.plugins.mergeability.engine.run.LocalPlatforms;
import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeJournal;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeLock;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeProofStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A repository with its component map, and plans of its changes. */
public final class Workspace implements AutoCloseable {

    private final PlanQuery asked;
    private final GitRepository repository;
    private final MapFile mapFile;
    private final MapCache cache;
    private final StoredLockFiles lockCache;
    private final ComponentMap map;
    private final MapFiles files;
    private final RunEnvironment environment;
    private final Optional<CleanTree> clean;

    private Workspace(
            PlanQuery asked,
            Optional<CleanTree> clean,
            GitRepository repository,
            MapFile mapFile,
            MapCache cache,
            StoredLockFiles lockCache,
            ComponentMap map,
            Map<String, String> environment) {
        this.asked = asked;
        this.clean = clean;
        this.repository = repository;
        this.mapFile = mapFile;
        this.cache = cache;
        this.lockCache = lockCache;
        this.map = map;
        this.files = MapFiles.of(map);
        this.environment = RunEnvironment.of(map, Map.of(), environment, "");
    }

    /**
     * Opens the repository, which starts git, and reads the map meanwhile.
     *
     * @throws BadInputException if there is no such repository, map or revision
     * @throws MapException if the map cannot be used
     */
    public static Workspace open(PlanQuery asked, Terminal terminal)
            throws BadInputException, MapException, IOException {
        return open(asked, Optional.empty(), terminal);
    }

    /** The same in a clean checkout of this repository. */
    public Workspace openIn(CleanTree tree, Terminal terminal) throws BadInputException, MapException, IOException {
        return open(queryIn(tree), Optional.of(tree), terminal);
    }

    private static Workspace open(PlanQuery asked, Optional<CleanTree> clean, Terminal terminal)
            throws BadInputException, MapException, IOException {
        GitRepository repository = GitRepository.open(asked.repository(), asked.selection());
        try {
            // While git starts.
            EarlyMap early = EarlyMap.read(asked, terminal.directory());
            Planner.prepare();
            if (asked.selection().head().isEmpty() && repository.workTree().isEmpty()) {
                throw new BadInputException("a bare repository has no working tree: name a revision with --head");
            }
            Path state = state(repository);
            MapFile file = MapFile.locate(asked.map(), asked.repository(), terminal.directory(), repository.workTree());
            MapCache cache = early.cacheOf(state);
            ComponentMap read = early.map(cache, file.shown(), content(repository, asked, file));
            ComponentMap map = read.hasAllPlatforms() ? read.withPlatforms(LocalPlatforms.all(read)) : read;
            StoredLockFiles locks = new StoredLockFiles(state.resolve("cache").resolve("locks"));
            return new Workspace(asked, clean, repository, file, cache, locks, map, terminal.environment());
        } catch (BadInputException | MapException | IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    /** What was asked for. */
    public PlanQuery query() {
        return asked;
    }

    /** The file of the map, as messages show it. */
    public String shownMap() {
        return mapFile.shown();
    }

    /** The map at the head. */
    public ComponentMap map() {
        return map;
    }

    /** Where proofs, logs and caches are kept; shared by all working trees of the repository. */
    public Path state() throws BadInputException, IOException {
        return state(repository);
    }

    /** The directory with a directory for each run, with its logs. */
    public Path runs() throws BadInputException, IOException {
        return state().resolve("runs");
    }

    /** The top of the working tree, where jobs run. */
    public Path top() throws BadInputException, IOException {
        return repository
                .workTree()
                .orElseThrow(() -> new BadInputException("a bare repository has no working tree to run jobs in"));
    }

    /**
     * The plan of the change of the query.
     *
     * @param describe whether jobs that run include descriptions of their inputs
     * @throws UnclaimedPathsException if the map refuses changed paths that no component claims, and there are some
     */
    public Plan plan(ProofStore proofs, boolean describe)
            throws BadInputException, UnclaimedPathsException, IOException {
        return plan(scope(), proofs, describe, outputs());
    }

    /** The plan of jobs requested by name. */
    public Plan plan(Set<JobRef> jobs, ProofStore proofs)
            throws BadInputException, UnclaimedPathsException, IOException {
        return plan(new PlanScope.Requested(jobs), proofs, true, outputs());
    }

    /** The current input hashes of these jobs in the working tree. */
    public Map<JobKey, InputHash> hashesNow(Set<JobKey> keys) throws BadInputException, IOException {
        Selection now = new Selection(new Selection.Everything(""), Optional.empty());
        try (GitRepository fresh = GitRepository.open(asked.repository(), now)) {
            return Planner.hashes(map, digests(fresh), environment, keys);
        }
    }

    /**
     * Observes the inputs of jobs of a plan in the working tree.
     *
     * @param clock a file that it writes to read the clock of the file system
     */
    public InputObserver observer(Path clock, Plan plan) throws BadInputException, IOException {
        if (clean.isPresent()) {
            return new PlannedInputs(plan, clock);
        }
        WorkingTreeInputs inputs = new WorkingTreeInputs(map, files, mapFile.path(), top());
        return new InputObserver() {
            @Override
            public long now() throws IOException {
                return FileStat.now(clock);
            }

            @Override
            public Map<JobKey, Observation> observe(Map<JobKey, Long> started) throws IOException {
                Selection now = new Selection(new Selection.Everything(""), Optional.empty());
                try (GitRepository fresh = GitRepository.open(asked.repository(), now)) {
                    // First the content, then the times: what was not written until then had this content all the time.
                    Map<JobKey, InputHash> hashes = Planner.hashes(map, digests(fresh), environment, started.keySet());
                    Map<JobKey, List<String>> written = inputs.writtenSince(started, fresh.snapshot());
                    Map<JobKey, Observation> observed = new HashMap<>();
                    hashes.forEach((job, hash) -> observed.put(job, new Observation(hash, written.get(job))));
                    return observed;
                } catch (BadInputException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        };
    }

    /** Those of the paths that are inputs of a job. */
    public List<String> inputsAmong(List<String> paths, JobKey job) {
        return InputPaths.of(map, files, job.ref(), paths);
    }

    @Override
    public void close() {
        repository.close();
    }

    private Plan plan(PlanScope scope, ProofStore proofs, boolean describe, OutputAvailability outputs)
            throws BadInputException, UnclaimedPathsException, IOException {
        Change change = repository.change();
        boolean byName = scope instanceof PlanScope.Requested;
        String head = change.head()
                .map(commit -> commit + (change.uncommitted() ? "+" : ""))
                .orElse("");
        Plan plan = Planner.plan(
                new PlanRequest(
                        map,
                        scope,
                        digests(repository),
                        environment,
                        asked.occasion(),
                        byName ? "" : change.base().orElse(""),
                        head,
                        notes(change, byName),
                        describe,
                        outputs),
                proofs);
        // The call is valid, so that something may be written.
        cache.keep();
        lockCache.write();
        return plan;
    }

    /** The notes of the change, and why nothing has changed where a commit is compared with itself. */
    private List<String> notes(Change change, boolean byName) {
        boolean itself = asked.selection().extent() instanceof Selection.SinceDefault
                && change.base().isPresent()
                && change.base().equals(change.head())
                && change.paths().isEmpty();
        if (byName || !itself) {
            return change.notes();
        }
        List<String> notes = new ArrayList<>(change.notes());
        notes.add("nothing has changed: the default base contains the head, so the head is compared with itself; on the"
                + " main branch name an earlier commit, such as `--base HEAD~1`, with `--when merge` after a merge");
        return notes;
    }

    /** What jobs find of proven jobs, if they run in the working tree. */
    private OutputAvailability outputs() throws BadInputException, IOException {
        if (repository.workTree().isEmpty()) {
            return OutputAvailability.FOUND;
        }
        return new KeptOutputs(outputStore(), journal().held(), clean.map(tree -> map), mapFile.shown());
    }

    /**
     * Checks out the commit that the query names, or HEAD, in a temporary working tree.
     *
     * @throws BadInputException if there is no commit
     */
    public CleanTree checkOut() throws BadInputException, IOException {
        String commit = repository
                .change()
                .head()
                .orElseThrow(() -> new BadInputException("there is no commit to check out yet: commit first"));
        return CleanTree.of(repository, state(), commit);
    }

    /** Whether the working tree has changes that are not committed. */
    public boolean uncommitted() throws BadInputException, IOException {
        return repository.change().uncommitted();
    }

    /** The query about a working tree of the same repository that has been checked out. */
    private PlanQuery queryIn(CleanTree tree) throws BadInputException, IOException {
        Path inside = asked.repository().toRealPath();
        Optional<Path> top = repository.workTree();
        Path directory = top.isPresent() && inside.startsWith(top.get())
                ? tree.top().resolve(top.get().relativize(inside))
                : tree.top();
        Selection selection = new Selection(asked.selection().extent(), Optional.empty());
        return new PlanQuery(directory, asked.map(), selection, asked.occasion());
    }

    /** The proofs that hold in the working tree. */
    public ProofStore proofs() throws BadInputException, IOException {
        ProofStore shared = new FileProofStore(state());
        Set<JobRef> here = OutputJobs.incremental(map);
        return here.isEmpty() || repository.workTree().isEmpty()
                ? shared
                : new TreeProofStore(
                        shared, new FileProofStore(journal().beside(".proofs")), key -> here.contains(key.ref()));
    }

    /**
     * Lets no other run put outputs in place in the working tree until it is closed.
     *
     * @param waiting called once if it has to wait for another run
     */
    public AutoCloseable lock(Runnable waiting) throws BadInputException, IOException, InterruptedException {
        return OutputJobs.any(map) ? TreeLock.take(journal().beside(".lock"), waiting) : () -> {};
    }

    /** Where outputs are kept; shared by all working trees of the repository. */
    public OutputStore outputStore() throws BadInputException, IOException {
        return new DirectoryOutputStore(state().resolve("outputs"));
    }

    /**
     * The outputs of the jobs of a plan that runs in the working tree.
     */
    public RunOutputs outputsOf(Plan plan) throws BadInputException, IOException {
        if (clean.isEmpty() && !OutputJobs.any(map)) {
            return RunOutputs.NONE;
        }
        Optional<Path> aside = clean.isPresent() ? Optional.empty() : Optional.of(state().resolve("aside"));
        return new RunOutputs(
                plan,
                new OutputWorkspace(top(), journal().beside(".outputs"), aside),
                outputStore(),
                new IndexedFiles(repository, top()),
                clean.isEmpty(),
                clean.map(tree -> tree));
    }

    /** The journal of what jobs have left in the working tree. */
    public TreeJournal journal() throws BadInputException, IOException {
        return new TreeJournal(state().resolve("trees"), top());
    }

    private PlanScope scope() throws BadInputException, IOException {
        return PlanScopes.of(locks(repository), mapFile.shown(), mapFile.target(), map, files);
    }

    private FileDigests digests(GitRepository from) throws BadInputException, IOException {
        Optional<Path> tree = from.workTree();
        LockedInputs locked = locks(from).read(map, files.claims(), from.snapshot());
        return new SnapshotDigests(from.snapshot(), files, mapFile.target(), locked) {
            @Override
            public byte[] local(JobRef ref) {
                return tree.isEmpty() ? super.local(ref) : localFiles(tree.get(), ref);
            }
        };
    }

    private LockFileReader locks(GitRepository from) {
        return new LockFileReader(from, lockCache);
    }

    private byte[] localFiles(Path tree, JobRef ref) {
        Component component = map.components().get(ref.component());
        List<String> globs =
                component.jobs().get(ref.job()).settings().files().inputs().local();
        try {
            return LocalFiles.digest(tree, component.root(), globs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The map of the head; one that is named and is on disk is read from there, so that it can be tried on any commit. */
    private static byte[] content(GitRepository repository, PlanQuery query, MapFile file)
            throws BadInputException, IOException {
        Optional<String> revision = query.selection().head();
        boolean onDisk = query.map().isPresent() && Files.exists(file.file());
        if (revision.isEmpty() || file.path().isEmpty() || onDisk) {
            return file.read();
        }
        String head = repository.change().head().orElseThrow();
        return repository.file(head, file.path()).orElseThrow(() -> file.missing(" in " + revision.get()));
    }

    private static Path state(GitRepository repository) throws BadInputException, IOException {
        return EarlyMap.state(repository.commonDirectory());
    }
}
