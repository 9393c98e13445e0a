package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
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
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.plan.SnapshotDigests;
import io.jenkins.plugins.mergeability.engine.plan.UnclaimedPathsException;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the last commits of the main line would have affected by a map.
 *
 * @param commits how many commits were compared with their first parents
 * @param affected how many components they affected, all together
 * @param everything how many of the commits affected every component
 * @param shared how many of the commits changed each path that no component claims
 */
public record HistoryReplay(int commits, int affected, int everything, Map<String, Integer> shared) {

    /**
     * Replays the last commits of the head.
     *
     * @param directory a directory of the repository
     * @param most how many commits at most
     */
    public static HistoryReplay of(Path directory, ComponentMap map, int most) throws BadInputException, IOException {
        Selection head = new Selection(new Selection.Everything(""), Optional.empty());
        List<String> line;
        try (GitRepository repository = GitRepository.open(directory, head)) {
            line = repository.mainLine(most + 1);
        }
        MapFiles files = MapFiles.of(map);
        LockFileCache locks = new MemoryLockFiles();
        int affected = 0;
        int everything = 0;
        Map<String, Integer> shared = new TreeMap<>();
        for (int i = 0; i + 1 < line.size(); i++) {
            Plan plan = plan(directory, map, files, locks, line.get(i + 1), line.get(i));
            affected += plan.affected().size();
            everything += plan.affected().size() == map.components().size() ? 1 : 0;
            plan.unclaimed().named().forEach(path -> shared.merge(path, 1, Integer::sum));
        }
        return new HistoryReplay(Math.max(0, line.size() - 1), affected, everything, shared);
    }

    /** The path that no component claims and that most of the commits changed. */
    public Optional<String> mostShared() {
        return shared.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey);
    }

    private static Plan plan(
            Path directory, ComponentMap map, MapFiles files, LockFileCache locks, String base, String head)
            throws BadInputException, IOException {
        try (GitRepository repository =
                GitRepository.open(directory, Selection.since(base).at(head))) {
            LockFileReader reader = new LockFileReader(repository, locks);
            return Planner.plan(
                    new PlanRequest(
                            map,
                            PlanScopes.of(reader, MapFile.NAME, "", map, files),
                            new SnapshotDigests(
                                    repository.snapshot(),
                                    files,
                                    "",
                                    reader.read(map, files.claims(), repository.snapshot())),
                            RunEnvironment.NONE,
                            When.CHANGE,
                            base,
                            head,
                            List.of(),
                            false,
                            OutputAvailability.FOUND),
                    new MemoryProofStore());
        } catch (UnclaimedPathsException e) {
            throw new BadInputException(e.getMessage());
        }
    }
}
