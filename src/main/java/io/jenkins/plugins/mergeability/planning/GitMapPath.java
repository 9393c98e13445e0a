package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ChangedPaths;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.util.List;

/** Normalizes the path of a component map. */
final class GitMapPath {

    private GitMapPath() {}

    /**
     * The path relative to the top of the repository.
     *
     * @throws PlanningException if the path is invalid, or outside of the repository
     */
    static String normal(String written) throws PlanningException {
        try {
            String slashes = written.replace('\\', '/') + '\0';
            List<String> paths = ChangedPaths.read(GitPath.encode(slashes), "map");
            if (paths.size() == 1) {
                return paths.get(0);
            }
        } catch (BadInputException e) {
            throw new PlanningException("map: `" + written + "` is not a path in the repository (" + e.getMessage()
                    + "): use a path relative to the top of the repository, such as " + PlanOptions.MAP_PATH);
        }
        throw new PlanningException(
                "map: use a path relative to the top of the repository, such as " + PlanOptions.MAP_PATH);
    }
}
