package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockChange;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileReader;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockedInputs;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.map.write.MapDiff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds what a plan starts from by what a history knows of a change and of the map before it. */
public final class PlanScopes {

    private PlanScopes() {}

    /**
     * The scope of a plan whose map is the one at the head of the change.
     *
     * @param shown what problems call the map
     * @param mapPath the path of the map, or empty if it is not in the repository
     * @throws BadInputException if what was selected does not exist
     * @throws ExternalFailureException if it cannot be found out
     */
    public static PlanScope of(LockFileReader reader, String shown, String mapPath, ComponentMap map, MapFiles files)
            throws BadInputException, ExternalFailureException {
        Change change = reader.history().change();
        return change.paths().contains(mapPath)
                ? ofAnyMap(reader, shown, mapPath, map, files)
                : unlessEverything(reader, change, mapPath, map, files);
    }

    /**
     * The scope of a plan whose map may be from elsewhere, and differ from the one before though its path has not changed.
     *
     * @param shown what problems call the map
     * @param mapPath the path of the map, or empty if it is not in the repository
     * @throws BadInputException if what was selected does not exist
     * @throws ExternalFailureException if it cannot be found out
     */
    public static PlanScope ofAnyMap(
            LockFileReader reader, String shown, String mapPath, ComponentMap map, MapFiles files)
            throws BadInputException, ExternalFailureException {
        History history = reader.history();
        Change change = history.change();
        if (change.everything().isPresent() || mapPath.isEmpty()) {
            return unlessEverything(reader, change, mapPath, map, files);
        }
        if (change.bases().isEmpty()) {
            return new PlanScope.Everything("the component map has changed, and there is no base to compare it with");
        }
        Map<String, ComponentMap> older = new LinkedHashMap<>();
        for (String base : change.bases()) {
            Optional<byte[]> before = history.file(base, mapPath);
            if (before.isEmpty()) {
                return new PlanScope.Everything("the component map is new");
            }
            try {
                older.put(base, MapReader.read(shown, before.get()).withPlatforms(map.allPlatforms()));
            } catch (MapException e) {
                return new PlanScope.Everything(
                        "the component map could not be used at the base, so nothing is known of then");
            }
        }
        if (older.values().stream()
                .allMatch(before -> MapDiff.between(before, map).isEmpty())) {
            return unlessEverything(reader, change, mapPath, map, files);
        }
        List<BaseState> states = new ArrayList<>();
        List<MapFiles> named = new ArrayList<>();
        for (Map.Entry<String, ComponentMap> base : older.entrySet()) {
            MapFiles olderFiles = MapFiles.of(base.getValue());
            named.add(olderFiles);
            Snapshot before = history.snapshot(base.getKey());
            LockedInputs locked = reader.read(base.getValue(), olderFiles.claims(), before);
            states.add(new BaseState(base.getValue(), new SnapshotDigests(before, olderFiles, mapPath, locked)));
        }
        return changed(reader, change, states, named, mapPath, map, files);
    }

    private static PlanScope unlessEverything(
            LockFileReader reader, Change change, String mapPath, ComponentMap map, MapFiles files)
            throws BadInputException, ExternalFailureException {
        return change.everything().isPresent()
                ? new PlanScope.Everything(change.everything().get())
                : changed(reader, change, List.of(), List.of(), mapPath, map, files);
    }

    private static PlanScope changed(
            LockFileReader reader,
            Change change,
            List<BaseState> bases,
            List<MapFiles> before,
            String mapPath,
            ComponentMap map,
            MapFiles files)
            throws BadInputException, ExternalFailureException {
        Snapshot head = before.isEmpty() ? null : reader.history().snapshot();
        return new PlanScope.Changed(
                ChangedFiles.of(
                        map.components().keySet(),
                        files,
                        before,
                        change.paths(),
                        mapPath,
                        locks(reader, change, map, files),
                        path -> head == null || head.find(path).isPresent()),
                bases);
    }

    /** What changed lock files mean for the components of the map at the head. */
    private static Map<Integer, LockChange> locks(
            LockFileReader reader, Change change, ComponentMap map, MapFiles files)
            throws BadInputException, ExternalFailureException {
        if (Collections.disjoint(map.lockfiles(), change.paths())) {
            return Map.of();
        }
        LockedInputs now = reader.read(map, files.claims(), reader.history().snapshot());
        if (change.bases().isEmpty()) {
            return now.all(change.paths(), "there is no base to compare it with");
        }
        Map<Integer, LockChange> changes = new TreeMap<>();
        for (String base : change.bases()) {
            Snapshot before = reader.history().snapshot(base);
            now.since(reader.read(map, files.claims(), before))
                    .forEach((component, found) -> changes.merge(component, found, LockChange::and));
        }
        return changes;
    }
}
