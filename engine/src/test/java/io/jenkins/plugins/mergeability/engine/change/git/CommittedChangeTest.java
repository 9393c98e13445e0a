package io.jenkins.plugins.mergeability.engine.change.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has changed between two commits. */
class CommittedChangeTest {

    private static final Selection TOPIC = Selection.since("main").at("topic");

    private TestRepository repository;

    @BeforeEach
    void createRepository(@TempDir Path parent) throws Exception {
        repository = TestRepository.create(Files.createDirectory(parent.resolve("repository")));
        repository.sh("mkdir a b; for i in 1 2 3 4 5 6 7 8; do echo line $i >> a/file; done; echo b > b/file; commit");
        repository.sh("git branch topic");
    }

    @Test
    void shouldNameBothPathsOfAMovedFile() throws Exception {
        repository.sh("git config diff.renames copies; git switch -q topic; git mv a/file b/moved; commit");

        assertThat(repository.change(TOPIC).paths()).containsExactly("a/file", "b/moved");
    }

    @Test
    void shouldNotCountWhatHappenedOnTheBaseSince() throws Exception {
        String fork = repository.sh("git rev-parse main");
        repository.sh("echo x > b/late; commit; git switch -q topic; echo x > a/mine; commit");

        Change change = repository.change(TOPIC);

        assertThat(change.paths()).containsExactly("a/mine");
        assertThat(change.base()).contains(fork);
        assertThat(change.head()).contains(repository.sh("git rev-parse topic"));
        assertThat(change.uncommitted()).isFalse();
        assertThat(change.everything()).isEmpty();
    }

    @Test
    void shouldCountWhatDiffersFromAnyOfSeveralMergeBases() throws Exception {
        repository.sh("""
                git switch -q topic; echo topic > a/file; commit; git branch one
                git switch -q main; echo main > b/file; commit; git branch other
                git merge -q one -m merge; git switch -q topic; git merge -q other -m merge
                test "$(git merge-base --all main topic | wc -l)" -eq 2
                """);
        repository.sh("git branch both");
        for (String back : new String[] {"a/file", "b/file"}) {
            repository.sh("git switch -q -C topic both; git checkout -q one~1 -- " + back + "; commit");

            // Both files differ from one merge base or the other, and git names either first.
            assertThat(repository.change(TOPIC).paths()).contains(back);
        }
    }

    @Test
    void shouldKeepAnyName() throws Exception {
        repository.sh("""
                git switch -q topic
                nl='
                '
                echo x > 'with space'
                echo x > ' blanks '
                echo x > 'quo"te'
                echo x > "apo'strophe"
                echo x > 'back\\slash'
                echo x > "new${nl%                }line"
                echo x > "$(printf 'ta\\tb')"
                echo x > "$(printf 'caf\\303\\251')"
                echo x > "$(printf 'latin\\351')"
                echo x > "$(printf '\\360\\237\\230\\200')"
                echo x > "$(printf 'bell\\007')"
                echo x > '-dash'
                echo x > ':(glob)'
                echo x > '*'
                commit
                """);

        Change change = repository.change(TOPIC);

        assertThat(change.paths())
                .containsExactlyInAnyOrder(
                        "with space",
                        " blanks ",
                        "quo\"te",
                        "apo'strophe",
                        "back\\slash",
                        "new\nline",
                        "ta\tb",
                        "caf\u00E9",
                        "latin\uDCE9",
                        "\uD83D\uDE00",
                        "bell\u0007",
                        "-dash",
                        ":(glob)",
                        "*");
        assertThat(change.paths())
                .allSatisfy(path ->
                        assertThat(repository.snapshot(TOPIC).find(path)).isPresent());
    }

    @Test
    void shouldDistinguishNamesThatDifferInCase() throws Exception {
        repository.sh("git switch -q topic; git mv a/file a/File; commit");

        assertThat(repository.change(TOPIC).paths()).containsExactly("a/File", "a/file");
    }

    @Test
    void shouldCountAModeAlone() throws Exception {
        repository.sh("git switch -q topic; chmod +x a/file; commit");

        assertThat(repository.change(TOPIC).paths()).containsExactly("a/file");
    }

    @Test
    void shouldCountAFileThatBecomesADirectoryOrALink() throws Exception {
        repository.sh("git switch -q topic; rm b/file a/file; mkdir b/file; echo x > b/file/x; ln -s x a/file; commit");

        assertThat(repository.change(TOPIC).paths()).containsExactly("a/file", "b/file", "b/file/x");
    }

    @Test
    void shouldCountASubmoduleWhateverIsConfiguredToIgnoreIt() throws Exception {
        repository.sh("""
                git switch -q topic
                git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub
                git commit -qm 'add sub'; git branch -f main
                git commit -q --allow-empty -m other
                git update-index --cacheinfo 160000,$(git rev-parse HEAD),sub
                git commit -qm 'move sub'
                git config diff.ignoreSubmodules all; git config submodule.sub.ignore all
                """);

        assertThat(repository.change(TOPIC).paths()).containsExactly("sub");
        assertThat(repository.snapshot(TOPIC).find("sub").orElseThrow().mode()).isEqualTo("160000");
    }

    @Test
    void shouldFindNothingInEmptyCommits() throws Exception {
        repository.sh("git switch -q topic; git commit -q --allow-empty -m empty");

        assertThat(repository.change(TOPIC).paths()).isEmpty();
        assertThat(repository.change(TOPIC).everything()).isEmpty();
        assertThat(repository.change(Selection.since("main").at("main")).paths())
                .isEmpty();
    }

    @Test
    void shouldFindNothingInWhatTheBaseHasAlready() throws Exception {
        repository.sh("echo x > b/late; commit");

        assertThat(repository.change(TOPIC).paths()).isEmpty();
    }

    @Test
    void shouldCompareAMergeCommitWithTheBaseItHas() throws Exception {
        repository.sh("echo x > b/late; commit; git switch -q topic; echo x > a/mine; commit");
        String main = repository.sh("git rev-parse main");
        repository.sh("git switch -q --detach main; git merge -q --no-ff -m merge topic");

        Change change = repository.change(Selection.since("main").at("HEAD"));

        assertThat(change.paths()).containsExactly("a/mine");
        assertThat(change.base()).contains(main);
    }

    @Test
    void shouldCompareAnOctopusWithTheBaseItHas() throws Exception {
        repository.sh("""
                for i in 1 2 3; do git switch -q -c side$i main; echo $i > side$i; commit; done
                git switch -q topic; git merge -q -m octopus side1 side2 side3
                """);

        assertThat(repository.change(TOPIC).paths()).containsExactly("side1", "side2", "side3");
    }

    @Test
    void shouldCompareWithEachOfSeveralMergeBases() throws Exception {
        repository.sh("""
                echo 1 > of-main; commit; m=$(git rev-parse HEAD)
                git switch -q topic; echo 1 > of-topic; commit; t=$(git rev-parse HEAD)
                git merge -q -m criss $m; git switch -q main; git merge -q -m cross $t
                git switch -q topic; echo 2 > mine; commit
                """);
        assertThat(repository.sh("git merge-base --all main topic").lines()).hasSize(2);

        Change change = repository.change(TOPIC);

        assertThat(change.base()).contains(repository.sh("git merge-base main topic"));
        assertThat(String.join("\n", change.paths()))
                .isEqualTo(repository.sh("for base in $(git merge-base --all main topic); do"
                        + " git diff --name-only $base topic; done | sort -u"));
        assertThat(change.paths()).containsExactly("mine", "of-main", "of-topic");
    }

    @Test
    void shouldLookAtADetachedHead() throws Exception {
        repository.sh("git switch -q --detach topic; echo x > a/mine; commit");

        assertThat(repository.change(Selection.since("main")).paths()).containsExactly("a/mine");
        assertThat(repository.change(Selection.since("main").at("HEAD")).paths())
                .containsExactly("a/mine");
    }

    @Test
    void shouldPeelATag() throws Exception {
        repository.sh("git switch -q topic; echo x > a/mine; commit; git tag -a -m v1 v1; git tag -a -m v0 v0 main");

        assertThat(repository.change(Selection.since("v0").at("v1")).paths()).containsExactly("a/mine");
    }

    @Test
    void shouldSurviveTenThousandFiles() throws Exception {
        repository.sh("""
                git switch -q topic
                for i in 0 1 2 3 4 5 6 7 8 9; do mkdir d$i; done
                i=0; while [ $i -lt 1000 ]; do for d in 0 1 2 3 4 5 6 7 8 9; do : > d$d/f$i; done; i=$((i+1)); done
                commit
                """);

        assertThat(repository.change(TOPIC).paths()).hasSize(10_000).contains("d0/f0", "d9/f999");
        assertThat(repository.snapshot(TOPIC).size()).isEqualTo(10_002);
    }

    @Test
    void shouldReadAFileOfACommit() throws Exception {
        repository.sh("git switch -q topic; echo new > b/file; ln -s b/file link; ln -s ../outside out; ln -s b dir"
                + "; ln -s gone gone; commit");
        try (GitRepository open = repository.open(TOPIC)) {
            String base = open.change().base().orElseThrow();
            String head = open.change().head().orElseThrow();

            assertThat(open.file(base, "b/file")).map(String::new).contains("b\n");
            assertThat(open.file(head, "b/file")).map(String::new).contains("new\n");
            assertThat(open.file(head, "link")).map(String::new).contains("new\n");
            assertThat(open.file(head, "dir/file")).map(String::new).contains("new\n");
            assertThat(open.file(base, "link")).isEmpty();
            assertThat(open.file(head, "out")).isEmpty();
            assertThat(open.file(head, "gone")).isEmpty();
            assertThat(open.file(head, "b")).isEmpty();
            assertThat(open.file(head, "b/file/x")).isEmpty();
            assertThat(open.file(head, "no\nfile")).isEmpty();
            assertThat(open.file(head, "b/file"))
                    .as("still in step")
                    .map(String::new)
                    .contains("new\n");
        }
    }

    @Test
    void shouldTakeGivenPathsAsTheyAre() throws Exception {
        Selection given = new Selection(new Selection.Paths(java.util.List.of("z", "a", "z")), Optional.empty());

        Change change = repository.change(given);

        assertThat(change.paths()).containsExactly("a", "z");
        assertThat(change.base()).isEmpty();
        assertThat(change.head()).contains(repository.sh("git rev-parse HEAD"));
    }
}
