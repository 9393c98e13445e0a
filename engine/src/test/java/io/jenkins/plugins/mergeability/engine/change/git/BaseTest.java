package io.jenkins.plugins.mergeability.engine.change.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change is compared with, and what if there is nothing. */
class BaseTest {

    private TestRepository repository;

    @BeforeEach
    void createRepository(@TempDir Path parent) throws Exception {
        repository = TestRepository.create(Files.createDirectory(parent.resolve("repository")));
    }

    @Test
    void shouldPreferWhatTheRemoteSaysAndThenItsUsualNames() throws Exception {
        repository.sh("""
                for name in one two three four five; do echo > $name; commit; git tag $name; done
                git branch master one
                git update-ref refs/remotes/origin/dev one
                git update-ref refs/remotes/origin/main two
                git update-ref refs/remotes/origin/master three
                git branch -f other two
                git switch -q --detach four; git branch -f main five
                git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/dev
                """);

        assertThat(repository.change(Selection.DEFAULT).base()).contains(repository.sh("git rev-parse one"));
        repository.sh("git update-ref -d refs/remotes/origin/dev");
        assertThat(repository.change(Selection.DEFAULT).base()).contains(repository.sh("git rev-parse two"));
        repository.sh("git update-ref -d refs/remotes/origin/main");
        assertThat(repository.change(Selection.DEFAULT).base()).contains(repository.sh("git rev-parse three"));
        repository.sh("git update-ref -d refs/remotes/origin/master");
        assertThat(repository.change(Selection.DEFAULT).base()).contains(repository.sh("git rev-parse four"));
        repository.sh("git branch -q -D main");
        assertThat(repository.change(Selection.DEFAULT).base()).contains(repository.sh("git rev-parse one"));
    }

    @Test
    void shouldTakeTheBranchNotATagOfItsName() throws Exception {
        repository.sh("commit; git switch -q -c topic; echo x > x; commit; git tag main");

        assertThat(repository.change(Selection.DEFAULT).paths()).containsExactly("x");
    }

    @Test
    void shouldCountEverythingWhereNoDefaultExists() throws Exception {
        repository.sh("echo x > x; commit; git branch -m trunk");

        Change change = repository.change(Selection.DEFAULT);

        assertThat(change.everything())
                .contains("there is no branch to compare with (tried origin/HEAD,"
                        + " origin/main, origin/master, main, master): specify the base, or `git fetch` it");
        assertThat(change.paths()).isEmpty();
        assertThat(change.base()).isEmpty();
        assertThat(change.head()).isPresent();
    }

    @Test
    void shouldCountEverythingBeforeTheFirstCommit() throws Exception {
        repository.sh("echo x > x; echo y > y; git add x");

        Change change = repository.change(Selection.DEFAULT);

        assertThat(change.everything()).contains("there is no commit yet to compare with");
        assertThat(change.head()).isEmpty();
        assertThat(change.uncommitted()).isTrue();
        assertThat(repository.snapshot(Selection.DEFAULT).size()).isEqualTo(2);
    }

    @Test
    void shouldAcceptAnEmptyRepository() throws Exception {
        assertThat(repository.change(Selection.DEFAULT).uncommitted()).isFalse();
        assertThat(repository.snapshot(Selection.DEFAULT).size()).isZero();
    }

    @Test
    void shouldCountEverythingOnAnOrphanBranch() throws Exception {
        repository.sh("echo x > x; commit; git switch -q --orphan lone; echo y > y; commit");
        String reason = "`main` and `HEAD` have no common ancestor: specify a base that shares history with the head";

        assertThat(repository.change(Selection.DEFAULT).everything()).contains(reason);
        assertThat(repository.change(Selection.since("main")).everything()).contains(reason);
        assertThat(repository.change(Selection.since("main").at("lone")).everything())
                .contains(reason.replace("HEAD", "lone"));
    }

    @Test
    void shouldCountEverythingInACloneTooShallow() throws Exception {
        repository.sh("""
                for i in 1 2 3; do echo $i > a; commit; done; git switch -q -c topic; echo 4 > b; commit
                git switch -q main; echo 5 > a; commit
                git clone -q --depth 1 --no-single-branch "file://$PWD" ../shallow
                git clone -q --depth 1 -b topic "file://$PWD" ../narrow
                """);
        TestRepository shallow = repository.in("../shallow");
        String reason = "the clone is shallow and lacks the commit where `origin/main` and `origin/topic` part:"
                + " get it with `git fetch --unshallow`";

        assertThat(shallow.change(Selection.since("origin/main").at("origin/topic"))
                        .everything())
                .contains(reason);
        assertThat(shallow.change(Selection.DEFAULT.at("origin/topic")).everything())
                .contains(reason.replace("origin/main", "origin/HEAD"));
        assertThat(repository.in("../narrow").change(Selection.DEFAULT).everything())
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("there is no branch to compare with")
                        .endsWith("specify the base, or get the missing history with `git fetch --unshallow`"));

        shallow.sh("git fetch -q --unshallow");

        assertThat(shallow.change(Selection.DEFAULT.at("origin/topic")).paths()).containsExactly("b");
    }

    @Test
    void shouldReportWhatACloneHasAndLacks() throws Exception {
        repository.sh(
                "echo 1 > a; commit; git tag old; echo 2 > a; commit; git clone -q --depth 1 file://$PWD ../shallow");
        String old = repository.sh("git rev-parse old");

        try (GitRepository whole = repository.open(Selection.since("old").at("HEAD"));
                GitRepository shallow =
                        repository.in("../shallow").open(Selection.since(old).at("HEAD"))) {
            assertThat(whole.commit("old")).contains(old);
            assertThat(whole.commit("none")).isEmpty();
            assertThat(whole.shallow()).isFalse();
            assertThat(shallow.commit(old)).isEmpty();
            assertThat(shallow.shallow()).isTrue();
        }
    }

    @Test
    void shouldSayWhyEverythingWasAskedFor() throws Exception {
        repository.sh("echo x > x; commit");
        Selection all = new Selection(new Selection.Everything("it was asked for"), Optional.empty());

        assertThat(repository.change(all).everything()).contains("it was asked for");
        assertThat(repository.change(all).head()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '@',
            value = {
                "mian, @base `mian` is no commit of this repository: did you mean `main`?@",
                "Feature/login, @base `Feature/login` is no commit of this repository: did you mean `feature/login`?@",
                "login, @base `login` is no commit of this repository: did you mean `feature/login`?@",
                "nothing-like-it,"
                        + " @base `nothing-like-it` is no commit of this repository: use an existing revision, or fetch it first@",
            })
    void shouldNameWhatDoesNotExistAndWhatIsNear(String base, String message) {
        repository.sh("commit; git branch feature/login");

        assertThatThrownBy(() -> repository.change(Selection.since(base)))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> repository.snapshot(Selection.since(base))).hasMessage(message);
        assertThatThrownBy(() -> repository.change(Selection.DEFAULT.at(base)))
                .hasMessage(message.replace("base `", "head `"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "--all",
                "-p",
                "main main",
                "main..other",
                "^main",
                "HEAD:x",
                "HEAD^{tree}",
                "a\nb",
                "a\0b",
                "\uD800",
                "0123456789012345678901234567890123456789",
                "@{-9}",
                "HEAD~99"
            })
    void shouldRefuseWhatIsNoCommit(String revision) {
        repository.sh("echo x > x; commit");

        assertThatThrownBy(() -> repository.change(Selection.since(revision)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("base `")
                .message()
                .doesNotContain("\n", "\0");
    }

    @Test
    void shouldUnderstandRevisionsAsGitDoes() throws Exception {
        repository.sh("echo 1 > a; commit first; git branch '-odd'  2>/dev/null || git update-ref refs/heads/-odd HEAD"
                + "; git update-ref \"refs/heads/$(printf 'caf\\303\\251')\" HEAD; echo 2 > b; commit 'second one'");

        for (String base : new String[] {"HEAD~1", "HEAD^", "@~", "HEAD^{/first}", "-odd", "caf\u00E9"}) {
            assertThat(repository.change(Selection.since(base)).paths())
                    .as(base)
                    .containsExactly("b");
        }
    }
}
