package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.map.write.MapDiff;
import java.util.Optional;
import java.util.Set;

/** Tells what a plan starts from by what a history knows of a change and of the map before it. */
public final class PlanScopes {

    private PlanScopes() {}

    /**
     * The cause of a plan whose map is the one at the head of the change.
     *
     * @param shown what problems call the map
     * @param mapPath the path of the map, or empty if it is not in the repository
     * @throws BadInputException if what was selected does not exist
     * @throws ExternalFailureException if it cannot be found out
     */
    public static PlanScope of(History history, String shown, String mapPath, ComponentMap map)
            throws BadInputException, ExternalFailureException {
        Change change = history.change();
        return change.paths().contains(mapPath)
                ? ofAnyMap(history, shown, mapPath, map)
                : unlessEverything(change, Set.of(), mapPath);
    }

    /**
     * The cause of a plan whose map may be from elsewhere, and differ from the one before though its path has not changed.
     *
     * @param shown what problems call the map
     * @param mapPath the path of the map, or empty if it is not in the repository
     * @throws BadInputException if what was selected does not exist
     * @throws ExternalFailureException if it cannot be found out
     */
    public static PlanScope ofAnyMap(History history, String shown, String mapPath, ComponentMap map)
            throws BadInputException, ExternalFailureException {
        Change change = history.change();
        if (change.everything().isPresent() || mapPath.isEmpty()) {
            return unlessEverything(change, Set.of(), mapPath);
        }
        if (change.base().isEmpty()) {
            return new PlanScope.Everything("the component map has changed, and there is no base to compare it with");
        }
        Optional<byte[]> before = history.file(change.base().get(), mapPath);
        if (before.isEmpty()) {
            return new PlanScope.Everything("the component map is new");
        }
        try {
            MapDiff diff = MapDiff.between(MapReader.read(shown, before.get()), map);
            if (diff.ignore()) {
                return new PlanScope.Everything("`ignore` has changed in the component map");
            }
            return new PlanScope.Changed(change.paths(), Set.copyOf(diff.redefined()), mapPath);
        } catch (MapException e) {
            return new PlanScope.Everything(
                    "the component map could not be used at the base, so nothing is known of then");
        }
    }

    private static PlanScope unlessEverything(Change change, Set<String> redefined, String mapPath) {
        return change.everything().isPresent()
                ? new PlanScope.Everything(change.everything().get())
                : new PlanScope.Changed(change.paths(), redefined, mapPath);
    }
}
