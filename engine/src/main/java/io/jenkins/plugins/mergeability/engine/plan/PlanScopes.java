package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.map.write.MapDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    public static PlanScope of(History history, String shown, String mapPath, ComponentMap map, MapFiles files)
            throws BadInputException, ExternalFailureException {
        Change change = history.change();
        return change.paths().contains(mapPath)
                ? ofAnyMap(history, shown, mapPath, map, files)
                : unlessEverything(history, change, mapPath, map, files);
    }

    /**
     * The scope of a plan whose map may be from elsewhere, and differ from the one before though its path has not changed.
     *
     * @param shown what problems call the map
     * @param mapPath the path of the map, or empty if it is not in the repository
     * @throws BadInputException if what was selected does not exist
     * @throws ExternalFailureException if it cannot be found out
     */
    public static PlanScope ofAnyMap(History history, String shown, String mapPath, ComponentMap map, MapFiles files)
            throws BadInputException, ExternalFailureException {
        Change change = history.change();
        if (change.everything().isPresent() || mapPath.isEmpty()) {
            return unlessEverything(history, change, mapPath, map, files);
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
                older.put(base, MapReader.read(shown, before.get()));
            } catch (MapException e) {
                return new PlanScope.Everything(
                        "the component map could not be used at the base, so nothing is known of then");
            }
        }
        if (older.values().stream()
                .allMatch(before -> MapDiff.between(before, map).isEmpty())) {
            return unlessEverything(history, change, mapPath, map, files);
        }
        List<BaseState> states = new ArrayList<>();
        List<MapFiles> named = new ArrayList<>();
        for (Map.Entry<String, ComponentMap> base : older.entrySet()) {
            MapFiles olderFiles = MapFiles.of(base.getValue());
            named.add(olderFiles);
            states.add(new BaseState(
                    base.getValue(), new SnapshotDigests(history.snapshot(base.getKey()), olderFiles, mapPath)));
        }
        return changed(history, change, states, named, mapPath, map, files);
    }

    private static PlanScope unlessEverything(
            History history, Change change, String mapPath, ComponentMap map, MapFiles files)
            throws BadInputException, ExternalFailureException {
        return change.everything().isPresent()
                ? new PlanScope.Everything(change.everything().get())
                : changed(history, change, List.of(), List.of(), mapPath, map, files);
    }

    private static PlanScope changed(
            History history,
            Change change,
            List<BaseState> bases,
            List<MapFiles> before,
            String mapPath,
            ComponentMap map,
            MapFiles files)
            throws BadInputException, ExternalFailureException {
        Snapshot head = before.isEmpty() ? null : history.snapshot();
        return new PlanScope.Changed(
                ChangedFiles.of(
                        map.components().keySet(),
                        files,
                        before,
                        change.paths(),
                        mapPath,
                        path -> head == null || head.find(path).isPresent()),
                bases);
    }
}
