package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.Claims;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.plan.FileDigests;
import io.jenkins.plugins.mergeability.engine.plan.InputPaths;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlanRequest;
import io.jenkins.plugins.mergeability.engine.plan.PlanScope;
import io.jenkins.plugins.mergeability.engine.plan.PlanScopes;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.UnclaimedPathsException;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final ComponentMap map;
    private final ClaimIndex claims;

    private Workspace(PlanQuery asked, GitRepository repository, MapFile mapFile, MapCache cache, ComponentMap map) {
        this.asked = asked;
        this.repository = repository;
        this.mapFile = mapFile;
        this.cache = cache;
        this.map = map;
        this.claims = claims(map);
    }

    /**
     * Opens the repository, which starts git, and reads the map meanwhile.
     *
     * @throws BadInputException if there is no such repository, map or revision
     * @throws MapException if the map cannot be used
     */
    public static Workspace open(PlanQuery asked, Terminal terminal)
            throws BadInputException, MapException, IOException {
        GitRepository repository = GitRepository.open(asked.repository(), asked.selection());
        try {
            // While git starts.
            Planner.prepare();
            if (asked.selection().head().isEmpty() && repository.workTree().isEmpty()) {
                throw new BadInputException("a bare repository has no working tree: name a revision with --head");
            }
            Path state = state(repository);
            MapFile file = MapFile.locate(asked.map(), asked.repository(), terminal.directory(), repository.workTree());
            MapCache cache = new MapCache(state.resolve("cache"));
            ComponentMap map = cache.read(file.shown(), content(repository, asked.selection(), file));
            return new Workspace(asked, repository, file, cache, map);
        } catch (BadInputException | MapException | IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    /** The map at the head. */
    public ComponentMap map() {
        return map;
    }

    /** Where proofs, logs and caches are kept; shared by all working trees of the repository. */
    public Path state() throws BadInputException, IOException {
        return state(repository);
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
        return plan(cause(), proofs, describe);
    }

    /** The plan of jobs requested by name. */
    public Plan plan(Set<JobRef> jobs, ProofStore proofs)
            throws BadInputException, UnclaimedPathsException, IOException {
        return plan(new PlanScope.Asked(jobs), proofs, true);
    }

    /** The current input hashes of these jobs in the working tree. */
    public Map<JobKey, InputHash> hashesNow(Set<JobKey> keys) throws BadInputException, IOException {
        Selection now = new Selection(new Selection.Everything(""), Optional.empty());
        try (GitRepository fresh = GitRepository.open(asked.repository(), now)) {
            return Planner.hashes(map, contents(fresh), Map.of(), keys);
        }
    }

    /** Those of the paths that are inputs of a job. */
    public List<String> inputsAmong(List<String> paths, JobKey job) {
        return InputPaths.of(map, claims, job.ref(), paths);
    }

    @Override
    public void close() {
        repository.close();
    }

    private Plan plan(PlanScope cause, ProofStore proofs, boolean describe)
            throws BadInputException, UnclaimedPathsException, IOException {
        Change change = repository.change();
        boolean byName = cause instanceof PlanScope.Asked;
        String head = change.head()
                .map(commit -> commit + (change.uncommitted() ? "+" : ""))
                .orElse("");
        Plan plan = Planner.plan(
                new PlanRequest(
                        map,
                        claims,
                        cause,
                        contents(repository),
                        asked.occasion(),
                        Map.of(),
                        byName ? "" : change.base().orElse(""),
                        head,
                        change.notes(),
                        describe),
                proofs);
        // The call is valid, so that something may be written.
        cache.keep();
        return plan;
    }

    private PlanScope cause() throws BadInputException, IOException {
        return PlanScopes.of(repository, mapFile.shown(), mapFile.path(), map);
    }

    private FileDigests contents(GitRepository from) throws BadInputException, IOException {
        Claims claimed = Claims.of(from.snapshot(), claims, map.components().size());
        return new FileDigests() {
            @Override
            public byte[] claimedBy(int component) {
                return claimed.digest(component);
            }

            @Override
            public byte[] unclaimed() {
                return claimed.unclaimedDigest(mapFile.path());
            }
        };
    }

    private static byte[] content(GitRepository repository, Selection selection, MapFile file)
            throws BadInputException, IOException {
        if (selection.head().isEmpty() || file.path().isEmpty()) {
            return file.read();
        }
        String head = repository.change().head().orElseThrow();
        return repository
                .file(head, file.path())
                .orElseThrow(() -> file.missing(" in " + selection.head().get()));
    }

    private static Path state(GitRepository repository) throws BadInputException, IOException {
        return repository.commonDirectory().resolve("mergeability");
    }

    private static ClaimIndex claims(ComponentMap map) {
        List<List<String>> globs = new ArrayList<>(map.components().size());
        for (Component component : map.components().values()) {
            globs.add(component.paths());
        }
        return ClaimIndex.of(globs, map.ignore());
    }
}
