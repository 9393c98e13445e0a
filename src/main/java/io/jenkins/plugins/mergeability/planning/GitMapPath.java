package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ChangedPaths;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.util.List;

/** The path of a component map as git writes it. */
final class GitMapPath {

    private GitMapPath() {}

    /**
     * The path from the top of the repository that somebody wrote.
     *
     * @throws PlanningException if it leads out of the repository, or nowhere
     */
    static String normal(String written) throws PlanningException {
        try {
            String slashes = written.replace('\\', '/') + '\0';
            List<String> paths = ChangedPaths.read(GitPath.encode(slashes), "map");
            if (paths.size() == 1) {
                return paths.get(0);
            }
        } catch (BadInputException e) {
            throw new PlanningException("map: `" + written + "` is no path in the repository (" + e.getMessage()
                    + "): give it from the top of the repository, such as " + PlanOptions.MAP_PATH);
        }
        throw new PlanningException("map: give the path of the component map from the top of the repository, such as "
                + PlanOptions.MAP_PATH);
    }
}
