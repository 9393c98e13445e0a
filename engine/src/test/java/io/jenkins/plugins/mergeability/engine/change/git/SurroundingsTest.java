package io.jenkins.plugins.mergeability.engine.change.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git, its configuration, the environment and the place it is asked from may do to the answers: nothing. */
class SurroundingsTest {

    private Path parent;
    private TestRepository repository;

    @BeforeEach
    void createRepository(@TempDir Path temporary) throws Exception {
        parent = temporary;
        repository = TestRepository.create(Files.createDirectory(parent.resolve("repository")));
        repository.sh("""
                mkdir -p a/deep b; for f in a/1 a/deep/2 b/1; do echo $f > $f; done; commit
                git switch -q -c topic; echo x > "$(printf 'a/caf\\303\\251')"; git mv b/1 b/2; commit
                echo y > a/1; echo z > b/untracked
                """);
    }

    @Test
    void shouldNotMindTheUsersConfiguration() throws Exception {
        Change change = repository.change(Selection.DEFAULT);
        Snapshot snapshot = repository.snapshot(Selection.DEFAULT);
        repository.sh("""
                printf 'b/*\\na/*\\n' > ../order
                while read -r key value; do git config "$key" "$value"; done <<'CONFIG'
                color.ui always
                core.quotePath true
                core.pager false
                pager.status true
                core.fsmonitor ../fsmonitor-ran
                core.abbrev 4
                core.untrackedCache true
                diff.renames copies
                diff.noprefix true
                diff.mnemonicPrefix true
                diff.relative true
                diff.external false
                diff.orderFile ../order
                diff.ignoreSubmodules all
                diff.algorithm patience
                diff.context 0
                status.branch true
                status.short true
                status.showStash true
                status.relativePaths true
                status.renames copies
                status.showUntrackedFiles no
                status.submoduleSummary true
                column.ui always
                advice.statusHints true
                log.showSignature true
                index.version 4
                feature.manyFiles true
                CONFIG
                git config alias.status '!false'; git stash list
                """);

        assertThat(repository.change(Selection.DEFAULT)).isEqualTo(change);
        assertThat(repository.snapshot(Selection.DEFAULT)).isEqualTo(snapshot);
        TestRepository below = repository.in("a/deep");
        assertThat(below.change(Selection.DEFAULT)).isEqualTo(change);
        assertThat(below.snapshot(Selection.DEFAULT)).isEqualTo(snapshot);
        assertThat(below.snapshot(Selection.DEFAULT.at("HEAD")).size()).isEqualTo(4);
    }

    @Test
    void shouldNotMindTheEnvironmentOfAHook() throws Exception {
        Change change = repository.change(Selection.DEFAULT);
        repository.sh("git init -q ../other");
        TestRepository inHook = repository
                .with("GIT_DIR", parent.resolve("other/.git").toString())
                .with("GIT_WORK_TREE", parent.toString())
                .with("GIT_INDEX_FILE", parent.resolve("no-index").toString())
                .with("GIT_PREFIX", "a/")
                .with("GIT_OBJECT_DIRECTORY", parent.toString())
                .with("GIT_EXTERNAL_DIFF", "false")
                .with("GIT_LITERAL_PATHSPECS", "1")
                .with("GIT_TRACE", "1")
                .with("GIT_PAGER", "false")
                .with("LC_ALL", "de_DE.UTF-8");

        assertThat(inHook.change(Selection.DEFAULT)).isEqualTo(change);
    }

    @Test
    void shouldNotMindReplacedObjectsAndGrafts() throws Exception {
        Change change = repository.change(Selection.DEFAULT);
        Snapshot snapshot = repository.snapshot(Selection.DEFAULT.at("HEAD"));

        repository.sh("git replace \"$(git rev-parse HEAD^{tree})\" \"$(git rev-parse main^{tree})\"");
        assertThat(repository.change(Selection.DEFAULT)).isEqualTo(change);
        assertThat(repository.snapshot(Selection.DEFAULT.at("HEAD"))).isEqualTo(snapshot);

        repository.sh("""
                rm -r .git/refs/replace; mkdir -p .git/info
                echo "$(git rev-parse main) $(git rev-parse HEAD)" > .git/info/grafts
                """);
        assertThat(repository.change(Selection.DEFAULT)).isEqualTo(change);
    }

    @Test
    void shouldKnowWhereItIs() throws Exception {
        Path top = repository.directory().toRealPath();
        try (GitRepository below = repository.in("a/deep").open(Selection.DEFAULT)) {
            assertThat(below.workTree()).contains(top);
            assertThat(below.commonDirectory()).isEqualTo(top.resolve(".git"));
        }
        repository.sh("git worktree add -q \"../li nked\" main; echo w > \"../li nked/a/1\"");
        TestRepository worktree = repository.in("../li nked/a");
        try (GitRepository linked = worktree.open(Selection.DEFAULT)) {
            assertThat(linked.workTree()).contains(parent.toRealPath().resolve("li nked"));
            assertThat(linked.commonDirectory()).isEqualTo(top.resolve(".git"));
            assertThat(linked.change().paths()).containsExactly("a/1");
        }
    }

    @Test
    void shouldKnowADirectoryWithALineBreakInItsName() throws Exception {
        Path odd = Files.createDirectory(parent.resolve("new\nline"));
        TestRepository other = TestRepository.create(odd);
        other.sh("mkdir x; echo x > x/x; commit");
        other.sh("git worktree add -q ../linked");
        try (GitRepository open = other.in("x").open(Selection.DEFAULT)) {
            assertThat(open.workTree()).contains(odd.toRealPath());
            assertThat(open.commonDirectory()).isEqualTo(odd.toRealPath().resolve(".git"));
        }
        try (GitRepository open = other.in("../linked/x").open(Selection.DEFAULT)) {
            assertThat(open.commonDirectory()).isEqualTo(odd.toRealPath().resolve(".git"));
        }
    }

    @Test
    void shouldReadABareRepositoryIfARevisionIsNamed() throws Exception {
        repository.sh("git clone -q --bare . ../bare.git");
        TestRepository bare = repository.in("../bare.git");

        assertThat(bare.change(Selection.DEFAULT.at("topic")).paths()).containsExactly("a/caf\u00E9", "b/1", "b/2");
        assertThat(bare.snapshot(Selection.DEFAULT.at("topic")).size()).isEqualTo(4);
        try (GitRepository open = bare.open(Selection.DEFAULT.at("topic"))) {
            assertThat(open.workTree()).isEmpty();
            assertThat(open.commonDirectory()).isEqualTo(parent.toRealPath().resolve("bare.git"));
        }
        for (TestRepository place : new TestRepository[] {bare, repository.in(".git"), repository.in(".git/refs")}) {
            assertThatThrownBy(() -> place.change(Selection.DEFAULT))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage(place.directory()
                            + " is not in a working tree: give a directory of one, or a head revision");
            assertThat(place.change(Selection.DEFAULT.at("topic")).paths()).hasSize(3);
        }
    }

    @Test
    void shouldRefuseWhatIsNoRepository() throws Exception {
        TestRepository outside = repository
                .in("..")
                .with("GIT_CEILING_DIRECTORIES", parent.getParent().toString());

        assertThatThrownBy(() -> outside.change(Selection.DEFAULT))
                .isInstanceOf(BadInputException.class)
                .hasMessage(outside.directory()
                        + " is not in a git repository: give a directory of one, or run `git init`");
        assertThatThrownBy(() -> outside.snapshot(Selection.DEFAULT)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> repository.in("gone").open(Selection.DEFAULT))
                .isInstanceOf(BadInputException.class)
                .hasMessageEndingWith("/gone does not exist: give a directory of a git repository");
        assertThatThrownBy(() -> repository.in("a/1").open(Selection.DEFAULT))
                .isInstanceOf(BadInputException.class)
                .hasMessageEndingWith("/a/1 is not a directory: give a directory of a git repository");
    }

    @Test
    void shouldPassOnThatGitRefusesARepositoryOfSomebodyElse() throws Exception {
        TestRepository foreign = repository.with("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");

        assertThatThrownBy(() -> foreign.change(Selection.DEFAULT))
                .isInstanceOf(ExternalFailureException.class)
                .hasMessageContaining("belongs to another user")
                .hasMessageContaining("git config --global --add safe.directory");
    }

    @Test
    void shouldSayThatGitIsMissing() throws Exception {
        try (GitRepository open = repository.open(Selection.DEFAULT, "no-such-git")) {
            assertThatThrownBy(open::change)
                    .isInstanceOf(ExternalFailureException.class)
                    .hasMessageStartingWith("cannot start `no-such-git`")
                    .hasMessageEndingWith("install git 2.25 or newer and add it to the PATH");
            assertThatThrownBy(open::snapshot).isInstanceOf(ExternalFailureException.class);
        }
    }

    @Test
    void shouldSayThatGitIsTooOldWhereItFails() throws Exception {
        Path old = repository.script("old-git", """
                for word; do case $word in
                    version) echo git version 2.17.1; exit;;
                    status) echo "error: unknown option" >&2; printf '\\033[31musage\\n' >&2; exit 129;;
                esac; done
                exec git "$@"
                """);
        try (GitRepository open = repository.open(Selection.DEFAULT, old.toString())) {
            assertThatThrownBy(open::snapshot)
                    .isInstanceOf(ExternalFailureException.class)
                    .hasMessage("git status failed with exit code 129: error: unknown option\n  \\x1B[31musage"
                            + " (this is git version 2.17.1; 2.25 or newer is needed)");
        }
    }

    @Test
    void shouldQuoteWhatGitSaysOfADamagedRepository() throws Exception {
        repository.sh("echo rubbish > .git/index");

        assertThatThrownBy(() -> repository.change(Selection.DEFAULT))
                .isInstanceOf(ExternalFailureException.class)
                .hasMessageMatching("(?s)git \\S+ failed with exit code 128: .*index file.*");
        assertThat(repository.change(Selection.DEFAULT.at("topic")).paths()).hasSize(3);
    }

    @Test
    void shouldNotBeBlockedByWhateverGitSaysOnStandardError() throws Exception {
        Change change = repository.change(Selection.DEFAULT);
        Path chatty = repository.script("chatty-git", """
                i=0; while [ $i -lt 4000 ]; do echo "warning: a line that is long enough to fill a pipe soon" >&2
                i=$((i+1)); done
                exec git "$@"
                """);
        try (GitRepository open = repository.open(Selection.DEFAULT, chatty.toString())) {
            assertThat(open.change()).isEqualTo(change);
        }
    }

    @Test
    void shouldStartAsManyProcessesForManyFilesAsForFew() throws Exception {
        Path counting = repository.script("counting-git", "echo \"$$\" >> ../count\nexec git \"$@\"\n");
        int few = count(counting);
        repository.sh("""
                mkdir many; i=0; while [ $i -lt 2000 ]; do echo $i > many/$i; i=$((i+1)); done; commit
                i=0; while [ $i -lt 1000 ]; do echo more >> many/$i; echo u > many/u$i; i=$((i+1)); done
                """);

        assertThat(count(counting)).isEqualTo(few).isLessThanOrEqualTo(10);
        assertThat(repository.change(Selection.DEFAULT).paths()).hasSize(3000 + 5);
    }

    private int count(Path git) throws Exception {
        Files.deleteIfExists(parent.resolve("count"));
        try (GitRepository open = repository.open(Selection.DEFAULT, git.toString())) {
            open.change();
        }
        return Files.readAllLines(parent.resolve("count")).size();
    }

    @Test
    void shouldEndWhatStillRunsWhenClosed() throws Exception {
        Path slow = repository.script("slow-git", """
                for word; do if [ "$word" = status ]; then echo $$ > ../pid; exec sleep 600; fi; done
                exec git "$@"
                """);
        GitRepository open = repository.open(Selection.DEFAULT, slow.toString());
        assertThat(open.commonDirectory()).exists();
        Path pid = parent.resolve("pid");
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!Files.exists(pid) || Files.size(pid) == 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        ProcessHandle sleeping =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

        open.close();

        assertThatThrownBy(open::change).isInstanceOf(ExternalFailureException.class);
        assertThat(sleeping.onExit()).succeedsWithin(Duration.ofMinutes(1));
    }
}
