package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.OutsideException;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.MapDiff;
import io.jenkins.plugins.mergeability.engine.map.MapException;
import io.jenkins.plugins.mergeability.engine.map.MapReader;
import java.util.Optional;
import java.util.Set;

/** Tells what a plan starts from by what a history knows of a change and of the map before it. */
public final class Causes {

    private Causes() {}

    /**
     * The cause of a plan whose map is the one at the head of the change.
     *
     * @param shown what problems call the map
     * @param mapPath the path of the map, or empty if it is not in the repository
     * @throws BadInputException if what was selected does not exist
     * @throws OutsideException if it cannot be found out
     */
    public static Cause of(History history, String shown, String mapPath, ComponentMap map)
            throws BadInputException, OutsideException {
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
     * @throws OutsideException if it cannot be found out
     */
    public static Cause ofAnyMap(History history, String shown, String mapPath, ComponentMap map)
            throws BadInputException, OutsideException {
        Change change = history.change();
        if (change.everything().isPresent() || mapPath.isEmpty()) {
            return unlessEverything(change, Set.of(), mapPath);
        }
        if (change.base().isEmpty()) {
            return new Cause.Everything("the component map has changed, and there is no base to compare it with");
        }
        Optional<byte[]> before = history.file(change.base().get(), mapPath);
        if (before.isEmpty()) {
            return new Cause.Everything("the component map is new");
        }
        try {
            MapDiff diff = MapDiff.between(MapReader.read(shown, before.get()), map);
            if (diff.ignore()) {
                return new Cause.Everything("`ignore` has changed in the component map");
            }
            return new Cause.Changed(change.paths(), Set.copyOf(diff.redefined()), mapPath);
        } catch (MapException e) {
            return new Cause.Everything("the component map could not be used at the base, so nothing is known of then");
        }
    }

    private static Cause unlessEverything(Change change, Set<String> redefined, String mapPath) {
        return change.everything().isPresent()
                ? new Cause.Everything(change.everything().get())
                : new Cause.Changed(change.paths(), redefined, mapPath);
    }
}
