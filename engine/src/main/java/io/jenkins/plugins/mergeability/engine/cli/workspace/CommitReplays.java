package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.cli.workspace.HistoryReplay.Replayed;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileCache;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileReader;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.MapFiles;
import io.jenkins.plugins.mergeability.engine.plan.OutputAvailability;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlanRequest;
import io.jenkins.plugins.mergeability.engine.plan.PlanScopes;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import io.jenkins.plugins.mergeability.engine.plan.ReasonChain;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.plan.SnapshotDigests;
import io.jenkins.plugins.mergeability.engine.plan.UnclaimedPathsException;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plans commits of one line, each as a change of its first parent, by one map. */
final class CommitReplays {

    /** How many commits are planned at once for each processor, as each waits for git most of the time. */
    private static final int PER_PROCESSOR = 2;

    private final Path directory;
    private final ComponentMap map;
    private final MapFiles files;
    private final List<String> line;
    private final LockFileReader locks;

    private CommitReplays(Path directory, ComponentMap map, List<String> line, LockFileReader locks) {
        this.directory = directory;
        this.map = map;
        this.files = MapFiles.of(map);
        this.line = line;
        this.locks = locks;
    }

    /**
     * Replays each commit of a line but the last one.
     *
     * @param repository the repository of the directory
     * @param line commits, each followed by its first parent
     */
    static List<Replayed> of(GitRepository repository, Path directory, ComponentMap map, List<String> line)
            throws BadInputException, IOException {
        LockFileReader locks = new LockFileReader(repository, LockFileCache.NONE);
        CommitReplays replays = new CommitReplays(directory, map, line, locks);
        int commits = Math.max(0, line.size() - 1);
        int threads = Math.max(
                1, Math.min(commits, PER_PROCESSOR * Runtime.getRuntime().availableProcessors()));
        ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "mergeability-replay");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Replayed>> pending = new ArrayList<>();
            for (int i = 0; i < commits; i++) {
                int commit = i;
                pending.add(workers.submit(() -> replays.replay(commit)));
            }
            List<Replayed> replayed = new ArrayList<>();
            for (Future<Replayed> one : pending) {
                replayed.add(result(one));
            }
            return replayed;
        } finally {
            workers.shutdownNow();
        }
    }

    private static Replayed result(Future<Replayed> one) throws BadInputException, IOException {
        try {
            return one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInputException bad) {
                throw bad;
            }
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Replayed replay(int commit) throws BadInputException, IOException {
        String head = line.get(commit);
        String base = line.get(commit + 1);
        try (GitRepository repository =
                GitRepository.open(directory, Selection.since(base).at(head))) {
            return replay(locks.of(repository), base, head);
        }
    }

    private Replayed replay(LockFileReader reader, String base, String head) throws BadInputException, IOException {
        SortedMap<String, Reason> affected = new TreeMap<>();
        try {
            Plan plan = plan(reader, base, head);
            for (String component : plan.affected()) {
                List<ReasonChain.Link> links = ReasonChain.of(plan, component).links();
                affected.put(component, links.get(links.size() - 1).reason());
            }
            return new Replayed(head, base, affected, plan.unclaimed().named(), false);
        } catch (UnclaimedPathsException e) {
            return new Replayed(head, base, affected, e.paths().named(), true);
        }
    }

    private Plan plan(LockFileReader reader, String base, String head)
            throws BadInputException, UnclaimedPathsException, IOException {
        return Planner.plan(
                new PlanRequest(
                        map,
                        PlanScopes.of(reader, MapFile.NAME, "", map, files),
                        new SnapshotDigests(
                                reader.history().snapshot(),
                                files,
                                "",
                                reader.read(
                                        map, files.claims(), reader.history().snapshot())),
                        RunEnvironment.NONE,
                        When.CHANGE,
                        base,
                        head,
                        List.of(),
                        false,
                        OutputAvailability.FOUND),
                new MemoryProofStore());
    }
}
