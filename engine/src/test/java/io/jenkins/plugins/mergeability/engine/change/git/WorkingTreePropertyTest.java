package io.jenkins.plugins.mergeability.engine.change.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever is done to a working tree, it counts as the commit that could be made of it. */
class WorkingTreePropertyTest {

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void shouldCountTheSameBeforeAndAfterItIsCommitted(
            @ForAll("script") List<String> committed, @ForAll("script") List<String> uncommitted) throws Exception {
        Path parent = Files.createTempDirectory("mergeability-test");
        try {
            TestRepository repository = TestRepository.create(Files.createDirectory(parent.resolve("repository")));
            repository.sh(
                    "for f in a b 'c d'; do echo $f > \"$f\"; done; mkdir dir; echo x > dir/x; ln -s a link; commit"
                            + "; git switch -q -c topic\n" + String.join("\n", committed) + "\ncommit\n"
                            + String.join("\n", uncommitted));

            Snapshot before = repository.snapshot(Selection.DEFAULT);
            Change change = repository.change(Selection.DEFAULT);
            String head = repository.sh("git rev-parse HEAD^{tree}");
            repository.sh("commit");
            boolean same = repository.sh("git rev-parse HEAD^{tree}").equals(head);
            Selection after = Selection.DEFAULT.at("HEAD");

            assertThat(repository.snapshot(after)).isEqualTo(before);
            assertThat(repository.change(after).paths()).isEqualTo(change.paths());
            assertThat(new TreeSet<>(change.paths()))
                    .isEqualTo(differences(before, repository.snapshot(Selection.DEFAULT.at("main"))));
            assertThat(change.uncommitted()).isEqualTo(!same);
        } finally {
            delete(parent);
        }
    }

    @Provide
    Arbitrary<List<String>> script() {
        Arbitrary<String> path = Arbitraries.of("a", "b", "c d", "dir/x", "dir/y", "link", "new", "new/deep", "\u00E9");
        Arbitrary<String> edit = Arbitraries.of(
                "rm -rf %s; mkdir -p \"$(dirname %s)\"; echo one > %s",
                "[ -f %s ] && echo more >> %s",
                "[ -d %s ] || rm -f %s",
                "rm -rf %s; mkdir -p \"$(dirname %s)\"; ln -s target %s",
                "[ -f %s ] && chmod +x %s",
                "[ -f %s ] && chmod -x %s",
                "git add -A %s",
                "git add -N %s",
                "git rm -rqf --cached %s",
                "git checkout -q main -- %s",
                "git reset -q -- %s",
                "[ -f %s ] && mv %s moved && git add moved");
        return Combinators.combine(edit, path)
                .as((command, file) -> "{ " + command.replace("%s", "'" + file + "'") + "; } 2>/dev/null || :")
                .list()
                .ofMaxSize(8);
    }

    private static TreeSet<String> differences(Snapshot one, Snapshot two) {
        TreeSet<String> paths = new TreeSet<>();
        for (Snapshot snapshot : List.of(one, two)) {
            for (int i = 0; i < snapshot.size(); i++) {
                paths.add(snapshot.path(i));
            }
        }
        paths.removeIf(path -> one.find(path).equals(two.find(path)));
        return paths;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
