package io.jenkins.plugins.mergeability.engine.change.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commits reach which others. */
class ReachabilityTest {

    private static final int COMMITS = 40;

    @Test
    void shouldKnowTheAncestorsInAnyHistory(@TempDir Path parent) throws Exception {
        TestRepository repository = TestRepository.create(Files.createDirectory(parent.resolve("repository")));
        Random random = new Random(11);
        StringBuilder script = new StringBuilder("tree=$(git mktree </dev/null)\n");
        List<Set<Integer>> ancestors = new ArrayList<>();
        for (int i = 0; i < COMMITS; i++) {
            Set<Integer> mine = new HashSet<>(Set.of(i));
            script.append("c").append(i).append("=$(git commit-tree $tree -m ").append(i);
            Set<Integer> parents = new LinkedHashSet<>();
            for (int p = random.nextInt(i < 3 ? 1 : 3); p > 0; p--) {
                parents.add(random.nextInt(i));
            }
            for (int each : parents) {
                script.append(" -p $c").append(each);
                mine.addAll(ancestors.get(each));
            }
            ancestors.add(mine);
            script.append(")\n");
        }
        for (int i = 0; i < COMMITS; i++) {
            script.append("echo $c").append(i).append('\n');
        }
        List<String> ids = repository.sh(script.toString()).lines().toList();
        Set<String> descendants = new LinkedHashSet<>(List.of(ids.get(5), ids.get(20), ids.get(33), ids.get(39)));
        Set<String> commits = new LinkedHashSet<>(ids);
        commits.add("0".repeat(40));
        Map<String, Set<String>> expected = new HashMap<>();
        for (String commit : commits) {
            Set<String> reaching = new HashSet<>();
            for (String descendant : descendants) {
                if (ancestors.get(ids.indexOf(descendant)).contains(ids.indexOf(commit))) {
                    reaching.add(descendant);
                }
            }
            expected.put(commit, reaching);
        }
        descendants.add("f".repeat(40));

        try (GitRepository git = GitRepository.open(repository.directory(), Selection.DEFAULT)) {
            assertThat(git.reaching(descendants, commits)).isEqualTo(expected);
            assertThat(git.reaching(descendants, Set.of(ids.get(0))))
                    .isEqualTo(Map.of(ids.get(0), expected.get(ids.get(0))));
            assertThat(git.reaching(Set.of(), Set.of(ids.get(0)))).isEqualTo(Map.of(ids.get(0), Set.of()));
        }
    }
}
