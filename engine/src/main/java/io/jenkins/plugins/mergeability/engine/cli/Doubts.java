package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.OutsideException;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What in a map is allowed but looks like a mistake, judged by the files of the repository it is in. */
final class Doubts {

    private Doubts() {}

    /** The doubts, sorted by component; none if the map is in no repository. */
    static List<String> about(ComponentMap map, LoneMap lone) throws IOException {
        Selection everything = new Selection(new Selection.Everything(""), Optional.empty());
        try (GitRepository repository = GitRepository.open(lone.file().file().toAbsolutePath().getParent(), everything)) {
            return about(map, repository.snapshot());
        } catch (BadInputException | OutsideException noRepository) {
            return List.of();
        }
    }

    /** The doubts about a map over these files. */
    static List<String> about(ComponentMap map, Snapshot files) {
        List<String> globs = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        for (Component component : map.components().values()) {
            for (String path : component.paths()) {
                if (!path.startsWith("!")) {
                    globs.add(path);
                    owners.add(component.name());
                }
            }
        }
        List<List<String>> alone = new ArrayList<>();
        for (String glob : globs) {
            alone.add(List.of(glob));
        }
        boolean[] matched = matched(ClaimIndex.of(alone, List.of()), globs.size(), files);
        List<String> doubts = new ArrayList<>();
        for (int i = 0; i < matched.length; i++) {
            if (!matched[i]) {
                doubts.add(owners.get(i) + ": no file matches `" + GitPath.display(globs.get(i)) + "`");
            }
        }
        return doubts;
    }

    private static boolean[] matched(ClaimIndex index, int count, Snapshot files) {
        boolean[] matched = new boolean[count];
        for (int entry = 0; entry < files.size(); entry++) {
            for (int glob : index.claims(files.path(entry))) {
                matched[glob] = true;
            }
        }
        return matched;
    }
}
