package io.jenkins.plugins.mergeability.engine.change.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts where uncommitted content does. */
class WorkingTreeTest {

    private TestRepository repository;

    @BeforeEach
    void createRepository(@TempDir Path parent) throws Exception {
        repository = TestRepository.create(Files.createDirectory(parent.resolve("repository")));
        repository.sh("mkdir a b; for f in a/1 a/2 a/3 b/1 b/2; do echo $f > $f; done; commit; git switch -q -c topic");
    }

    @Test
    void shouldSeeNothingWhereNothingIsUncommitted() throws Exception {
        repository.sh("echo x > a/new; commit; touch a/1");

        assertThat(repository.change(Selection.DEFAULT).uncommitted()).isFalse();
        assertThat(repository.change(Selection.DEFAULT).paths()).containsExactly("a/new");
        assertThat(repository.snapshot(Selection.DEFAULT)).isEqualTo(head());
    }

    @Test
    void shouldCountWhatIsStagedUnstagedDeletedAddedAndUntracked() throws Exception {
        repository.sh("""
                echo c > a/committed; commit
                echo x > a/1; git add a/1; echo y > a/2; rm a/3; git rm -q b/1; echo z > b/new; git add b/new
                mkdir -p c/d; echo u > c/d/untracked
                """);

        Change change = repository.change(Selection.DEFAULT);

        assertThat(change.paths()).containsExactly("a/1", "a/2", "a/3", "a/committed", "b/1", "b/new", "c/d/untracked");
        assertThat(change.uncommitted()).isTrue();
        assertThat(change.head()).contains(repository.sh("git rev-parse HEAD"));
        assertThat(change.notes()).isEmpty();
        assertCountsAsIfCommitted();
    }

    @Test
    void shouldListModifiedFilesThatAreHiddenFromGit() throws Exception {
        repository.sh("""
                git update-index --skip-worktree a/1 b/1; git update-index --assume-unchanged a/2 b/2
                echo x > a/1; echo y > a/2; rm b/1
                """);
        try (GitRepository git = repository.open(Selection.DEFAULT.at("HEAD"))) {
            assertThat(git.modified()).containsExactly("a/1", "a/2");
        }
    }

    @Test
    void shouldListModifiedFilesWithoutNewOnes() throws Exception {
        repository.sh("""
                echo x > a/1; git add a/1; echo y > a/2; rm a/3; git rm -q b/1; echo z > b/new; git add b/new
                touch b/2; mkdir -p c/d; echo u > c/d/untracked; git init -q nested
                """);
        try (GitRepository git = repository.open(Selection.DEFAULT.at("HEAD"))) {
            assertThat(git.modified()).containsExactly("a/1", "a/2", "a/3", "b/1");
        }
        repository.sh("git reset -q --hard");
        try (GitRepository git = repository.open(Selection.DEFAULT.at("HEAD"))) {
            assertThat(git.modified()).isEmpty();
        }
    }

    @Test
    void shouldCountTheWorkingTreeNotWhatIsStaged() throws Exception {
        repository.sh("""
                echo staged > a/1; git add a/1; echo a/1 > a/1
                echo staged > a/2; git add a/2; echo other > a/2
                echo staged > b/new; git add b/new; rm b/new
                git rm -q --cached b/1
                git rm -q --cached b/2; echo other > b/2
                """);

        assertThat(repository.change(Selection.DEFAULT).paths()).containsExactly("a/2", "b/2");
        assertCountsAsIfCommitted();
    }

    @Test
    void shouldNotCountAsUncommittedWhatIsAsInHead() throws Exception {
        repository.sh("echo staged > a/1; git add a/1; echo a/1 > a/1; git rm -q --cached b/1");

        assertThat(repository.change(Selection.DEFAULT).uncommitted()).isFalse();
        assertThat(repository.change(Selection.DEFAULT).paths()).isEmpty();
    }

    @Test
    void shouldNotCountWhatIsTakenBackToTheBase() throws Exception {
        repository.sh("""
                echo x > a/1; rm a/2; echo new > a/new; chmod +x a/3; git mv b/1 b/moved; commit
                git checkout -q main -- a/1; git checkout -q main -- a/2; rm a/new; chmod -x a/3; mv b/moved b/1
                """);

        Change change = repository.change(Selection.DEFAULT);

        assertThat(change.paths()).isEmpty();
        assertThat(change.uncommitted()).isTrue();
        assertThat(repository.snapshot(Selection.DEFAULT)).isEqualTo(repository.snapshot(Selection.DEFAULT.at("main")));
    }

    @Test
    void shouldCountModesLinksAndTypes() throws Exception {
        repository.sh("""
                chmod +x a/1; rm a/2; ln -s 1 a/2; ln -s gone b/dangling; ln -s "$(printf 'caf\\303\\251\\n')" b/odd
                rm b/1; mkdir b/1; echo x > b/1/x; rm -r a/3; ln -s ../b a/3; echo x > b/run; chmod 755 b/run
                """);

        assertThat(repository.change(Selection.DEFAULT).paths())
                .containsExactly("a/1", "a/2", "a/3", "b/1", "b/1/x", "b/dangling", "b/odd", "b/run");
        assertThat(repository
                        .snapshot(Selection.DEFAULT)
                        .find("a/2")
                        .orElseThrow()
                        .mode())
                .isEqualTo("120000");
        assertCountsAsIfCommitted();
    }

    @Test
    void shouldCountADirectoryThatBecameAFile() throws Exception {
        repository.sh("rm -r a; echo x > a");

        assertThat(repository.change(Selection.DEFAULT).paths()).containsExactly("a", "a/1", "a/2", "a/3");
        assertCountsAsIfCommitted();
    }

    @Test
    void shouldCountSha256AndLinksInItToo(@TempDir Path parent) throws Exception {
        TestRepository sha256 =
                TestRepository.create(Files.createDirectory(parent.resolve("sha256")), "--object-format=sha256");
        sha256.sh("echo a > a; echo b > b; commit; echo x > a; ln -s a link; echo n > new; rm b");

        assertThat(sha256.change(Selection.DEFAULT).paths()).containsExactly("a", "b", "link", "new");
        Snapshot before = sha256.snapshot(Selection.DEFAULT);
        sha256.sh("commit");
        assertThat(sha256.snapshot(Selection.DEFAULT.at("HEAD"))).isEqualTo(before);
        assertThat(before.find("a").orElseThrow().id()).hasSize(64);
    }

    @Test
    void shouldKeepAnyName() throws Exception {
        repository.sh("""
                name() { printf '%b' "$1"; printf x; }
                for n in 'sp ace' ' lead' 'trail ' 'quo"te' '"quoted"' 'new\\nline' 'ends\\r' 'tab\\t' 'caf\\0303\\0251' \\
                        'latin\\0351' '-dash' ':(top)' 'back\\\\slash' '*' '#c'; do
                    f=$(name "$n"); echo x > "${f%x}"
                done
                git add -A; git commit -qm names
                for f in * ' lead'; do [ -d "$f" ] || echo more >> "$f"; done
                echo y > "$(printf 'b/un\\ntracked')"; echo y > "$(printf 'b/\\377')"
                """);

        assertThat(repository.change(Selection.DEFAULT).paths())
                .contains("quo\"te", "\"quoted\"", "new\nline", "ends\r", "latin\uDCE9", "-dash", ":(top)", "*")
                .contains("b/un\ntracked", "b/\uDCFF")
                .hasSize(17);
        assertCountsAsIfCommitted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "input", "false"})
    void shouldConvertLineEndsExactlyAsAddingDoes(String autocrlf) throws Exception {
        repository.sh("""
                printf 'a\\r\\nb\\r\\n' > crlf; printf 'a\\nb\\n' > lf; printf 'a\\r\\nb\\r\\n' > forced; commit
                git config core.autocrlf %s; git config core.safecrlf true
                echo 'forced text eol=crlf' > .gitattributes
                printf 'a\\r\\nb\\r\\nc\\r\\n' > crlf; printf 'a\\nb\\nc\\n' > lf; printf 'x\\r\\n' > new
                printf 'a\\r\\nb\\r\\nc\\r\\n' > forced
                """.formatted(autocrlf));

        Snapshot before = repository.snapshot(Selection.DEFAULT);
        repository.sh("git config core.safecrlf false; commit");

        assertThat(head()).isEqualTo(before);
        assertThat(repository.change(Selection.DEFAULT).uncommitted()).isFalse();
    }

    @Test
    void shouldApplyTheFiltersOfTheRepository() throws Exception {
        repository.sh("""
                git config filter.upper.clean 'tr a-z A-Z'; git config filter.upper.smudge 'tr A-Z a-z'
                echo '*.up filter=upper' > .gitattributes; echo some > x.up; commit
                echo other > x.up; echo 'thing $Id$' > b/y.up
                """);

        assertCountsAsIfCommitted();
    }

    @Test
    void shouldTakeModesFromTheIndexWhereTheFileSystemHasNone() throws Exception {
        repository.sh("chmod +x a/1; commit; git config core.fileMode false; chmod -x a/1; echo x > a/1; chmod +x a/2");

        assertThat(repository
                        .snapshot(Selection.DEFAULT)
                        .find("a/1")
                        .orElseThrow()
                        .mode())
                .isEqualTo("100755");
        assertThat(repository.change(Selection.DEFAULT).paths()).containsExactly("a/1");
        assertCountsAsIfCommitted();
    }

    @Test
    void shouldCountWhatIsIntendedToBeAdded() throws Exception {
        repository.sh(": > a/empty; commit; rm a/empty; git branch -f main");
        repository.sh("echo x > a/new; git add -N a/new; echo x > a/gone; git add -N a/gone; rm a/gone");

        assertThat(repository.change(Selection.DEFAULT).paths()).containsExactly("a/empty", "a/new");
        assertCountsAsIfCommitted();
    }

    @Test
    void shouldCountTheWorkingFileOfAConflict() throws Exception {
        repository.sh("""
                echo ours > a/1; echo ours > b/both; git rm -q a/2; commit
                git switch -q main; echo theirs > a/1; echo theirs > b/both; echo theirs > a/2; commit
                git switch -q topic; ! git merge -q main >/dev/null 2>&1
                echo solved > a/1; rm b/both
                """);

        Change change = repository.change(Selection.DEFAULT);

        assertThat(change.paths()).contains("a/1", "a/2", "b/both");
        assertThat(change.uncommitted()).isTrue();
        assertCountsAsIfCommitted();
    }

    @Test
    void shouldLeaveOutWhatGitIgnores() throws Exception {
        repository.sh("echo '*.log' > .gitignore; commit; echo x > a/x.log; mkdir tmp; echo x > tmp/y.log"
                + "; git config status.showUntrackedFiles no; echo x > a/seen");

        assertThat(repository.change(Selection.DEFAULT).paths()).containsExactly(".gitignore", "a/seen");
        assertThat(repository.snapshot(Selection.DEFAULT).find("a/x.log")).isEmpty();
    }

    @Test
    void shouldNotTakeForDeletedNorForKnownWhatASparseCheckoutLeavesOut() throws Exception {
        Snapshot before = head();
        repository.sh("git sparse-checkout set --cone a");
        assertThat(repository.directory().resolve("b/1")).doesNotExist();

        Change change = repository.change(Selection.DEFAULT);
        assertThat(change.paths()).isEmpty();
        assertThat(change.uncommitted()).isFalse();
        assertThat(change.notes())
                .containsExactly("b/1 and 1 more files are not in the working tree (sparse checkout, `skip-worktree` or"
                        + " `assume-unchanged`): jobs that depend on them cannot be proven here; run"
                        + " `git sparse-checkout disable` or `git update-index --really-refresh`");
        Snapshot hidden = repository.snapshot(Selection.DEFAULT);
        assertThat(hidden.size()).isEqualTo(before.size());
        assertThat(hidden.find("a/1")).isEqualTo(before.find("a/1"));
        assertThat(hidden.find("b/1")).isPresent().isNotEqualTo(before.find("b/1"));
        assertThat(repository.snapshot(Selection.DEFAULT).find("b/1")).isNotEqualTo(hidden.find("b/1"));
        assertThat(head()).isEqualTo(before);

        repository.sh("git sparse-checkout set --cone --sparse-index a; echo x > a/1");
        assertThat(repository.snapshot(Selection.DEFAULT).size()).isEqualTo(before.size());
        assertThat(repository.change(Selection.DEFAULT).paths()).containsExactly("a/1");

        repository.sh("git checkout -q a/1; git sparse-checkout disable");
        assertThat(repository.snapshot(Selection.DEFAULT)).isEqualTo(before);
        assertThat(repository.change(Selection.DEFAULT).notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip-worktree", "assume-unchanged"})
    void shouldCountHiddenFilesAsTheyAreInTheWorkingTree(String mark) throws Exception {
        repository.sh("ln -s 1 a/link; mkdir a/deep; echo x > a/deep/x; commit; git branch -f main");
        repository.sh("git update-index --" + mark + " a/1 a/2 a/3 a/link a/deep/x b/1");
        Snapshot before = head();
        assertThat(repository.snapshot(Selection.DEFAULT)).isEqualTo(before);
        assertThat(repository.change(Selection.DEFAULT).uncommitted()).isFalse();

        repository.sh("echo y > a/1; rm a/2; rm a/3; mkdir a/3; ln -sf 2 a/link; rm -r a/deep; ln -s ../b a/deep");

        Change change = repository.change(Selection.DEFAULT);
        assertThat(change.paths()).contains("a/1", "a/link").doesNotContain("a/2", "a/3", "b/1");
        assertThat(change.uncommitted()).isTrue();
        assertThat(change.notes()).singleElement().asString().startsWith("a/2 and 2 more files are not in");
        Snapshot now = repository.snapshot(Selection.DEFAULT);
        assertThat(now.find("a/1").orElseThrow().id()).isEqualTo(repository.sh("echo y | git hash-object --stdin"));
        assertThat(now.find("a/link").orElseThrow().mode()).isEqualTo("120000");
        assertThat(now.find("a/2")).isNotEqualTo(before.find("a/2"));
        assertThat(now.find("b/1")).isEqualTo(before.find("b/1"));

        repository.sh("git update-index --no-" + mark + " a/1 a/link; git add a/1 a/link; git commit -qm seen");
        assertThat(head().find("a/1")).isEqualTo(now.find("a/1"));
        assertThat(head().find("a/link")).isEqualTo(now.find("a/link"));
    }

    @Test
    void shouldCountAHiddenFileThatIsStaged() throws Exception {
        repository.sh("echo staged > a/1; git add a/1; git update-index --skip-worktree a/1; echo a/1 > a/1");

        assertThat(repository.change(Selection.DEFAULT).paths()).isEmpty();
        assertThat(repository.snapshot(Selection.DEFAULT)).isEqualTo(head());
        repository.sh("rm a/1");
        assertThat(repository.change(Selection.DEFAULT).paths()).containsExactly("a/1");
    }

    @Test
    void shouldCountTheCommitOfASubmoduleAndTrustNoDirtyOne() throws Exception {
        repository.sh("""
                git init -q -b main ../lib; cd ../lib; echo 1 > x; git add x; git commit -qm one; cd ../repository
                git -c protocol.file.allow=always submodule --quiet add ../lib sub; commit
                git config diff.ignoreSubmodules all; git config submodule.sub.ignore all
                """);
        assertThat(repository.change(Selection.DEFAULT).uncommitted()).isFalse();

        repository.sh("cd sub; git commit -q --allow-empty -m two");
        assertThat(repository.change(Selection.DEFAULT).uncommitted()).isTrue();
        assertThat(repository
                        .snapshot(Selection.DEFAULT)
                        .find("sub")
                        .orElseThrow()
                        .id())
                .isEqualTo(repository.sh("git -C sub rev-parse HEAD"));
        assertThat(repository.change(Selection.DEFAULT).notes()).isEmpty();

        repository.sh("git config --unset diff.ignoreSubmodules; git config --unset submodule.sub.ignore");
        assertCountsAsIfCommitted();
        for (String dirt : new String[] {"echo 2 > sub/x", "git -C sub checkout -q x; echo u > sub/untracked"}) {
            repository.sh(dirt);
            Change change = repository.change(Selection.DEFAULT);
            assertThat(change.paths()).contains("sub");
            assertThat(change.notes())
                    .containsExactly("submodule sub has uncommitted changes:"
                            + " jobs that depend on it cannot be proven until they are committed");
            Snapshot once = repository.snapshot(Selection.DEFAULT);
            assertThat(repository.snapshot(Selection.DEFAULT)).isNotEqualTo(once);
        }
    }

    @Test
    void shouldTrustNoRepositoryInTheRepository() throws Exception {
        repository.sh("git init -q nested; echo x > nested/x; git init -q a/other; cd a/other"
                + "; git commit -q --allow-empty -m one");

        Change change = repository.change(Selection.DEFAULT);

        assertThat(change.paths()).containsExactly("a/other", "nested");
        assertThat(change.notes())
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("a/other is a repository that is neither a submodule nor ignored:"
                        + " jobs that depend on it cannot be proven until it is one of them");
        Snapshot once = repository.snapshot(Selection.DEFAULT);
        assertThat(repository.snapshot(Selection.DEFAULT)).isNotEqualTo(once);
    }

    @Test
    void shouldLookAtARevisionWithoutTheWorkingTree() throws Exception {
        repository.sh("echo c > a/committed; commit; echo x > a/1; rm a/2; echo u > a/untracked");

        Change change = repository.change(Selection.DEFAULT.at("HEAD"));

        assertThat(change.paths()).containsExactly("a/committed");
        assertThat(change.uncommitted()).isFalse();
    }

    @Test
    void shouldWriteNothingIntoTheRepository() throws Exception {
        repository.sh(
                "echo x > a/1; echo u > a/untracked; git config core.splitIndex true; git update-index --split-index"
                        + "; mkdir -p .git/hooks; echo 'touch ../hook-ran' > .git/hooks/post-index-change"
                        + "; chmod +x .git/hooks/post-index-change; touch a/2");
        // Any git that reads a split index marks its shared half as in use.
        String listing = "find . -path ./a -prune -o -name 'sharedindex*' -printf '%p %s\\n' -o -printf '%p %s %T@\\n'"
                + " | sort; ls ..";
        String before = repository.sh(listing);

        repository.change(Selection.DEFAULT);

        assertThat(repository.sh(listing)).isEqualTo(before);
    }

    private Snapshot head() throws Exception {
        return repository.snapshot(Selection.DEFAULT.at("HEAD"));
    }

    /** The same content, once committed, is the same snapshot and the same change. */
    private void assertCountsAsIfCommitted() throws Exception {
        Snapshot before = repository.snapshot(Selection.DEFAULT);
        Change change = repository.change(Selection.DEFAULT);
        repository.sh("commit");

        assertThat(head()).isEqualTo(before);
        assertThat(repository.snapshot(Selection.DEFAULT)).isEqualTo(before);
        assertThat(repository.change(Selection.DEFAULT).uncommitted()).isFalse();
        assertThat(change.paths())
                .containsAll(repository.change(Selection.DEFAULT).paths());
    }
}
