package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Claims;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds likely mistakes in a valid map, by the files of its repository. */
public final class MapWarnings {

    private MapWarnings() {}

    /** The doubts, sorted by component; none if the map is in no repository. */
    public static List<String> about(ComponentMap map, StandaloneMap standalone) throws IOException {
        Selection everything = new Selection(new Selection.Everything(""), Optional.empty());
        try (GitRepository repository =
                GitRepository.open(standalone.file().file().toAbsolutePath().getParent(), everything)) {
            return about(map, repository.snapshot());
        } catch (BadInputException | ExternalFailureException noRepository) {
            return List.of();
        }
    }

    /** The doubts about a map over these files. */
    private static List<String> about(ComponentMap map, Snapshot files) {
        List<List<String>> globs = new ArrayList<>();
        for (Component component : map.components().values()) {
            globs.add(component.paths());
        }
        List<List<String>> idle = Claims.unmatchedGlobs(files, globs);
        List<String> warnings = new ArrayList<>();
        int owner = 0;
        for (Component component : map.components().values()) {
            for (String glob : idle.get(owner++)) {
                warnings.add(component.name() + ": no file matches `" + GitPath.display(glob) + "`");
            }
        }
        return warnings;
    }
}
