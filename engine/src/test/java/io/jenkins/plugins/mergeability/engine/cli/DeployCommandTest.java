package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy}, {@code rollback} and {@code environments} with an environment on this machine. */
class DeployCommandTest {

    @TempDir
    private Path directory;

    private DeployedRepository repository;

    @BeforeEach
    void createRepository() throws Exception {
        repository = new DeployedRepository(directory, "needs: []");
    }

    @Test
    void shouldDeployWhatIsProven() throws Exception {
        repository.prove();
        CliSession deployed = repository.deploy();

        assertThat(deployed.out()).contains("air #1: release ", "✔ air deploy", "✔ air verify", " is live");
        assertThat(deployed.exit()).isZero();
        assertThat(repository.target("live")).isEqualTo("good 1");
        assertThat(repository.target("steps")).isEqualTo("run good 1\nverify good 1\nverify good 1\nverify good 1\n");
        assertThat(repository.target("env"))
                .contains("MERGEABILITY_ENVIRONMENT=staging\n")
                .contains("MERGEABILITY_COMMIT=" + repository.git.git("rev-parse", "HEAD"))
                .contains("MERGEABILITY_PREVIOUS_RELEASE=\n")
                .contains("MERGEABILITY_RELEASE="
                        + repository.record().at("/deployments/0/release").asText() + "\n");

        assertThat(repository.deploy().out()).contains(" is live already: nothing to do");
        assertThat(repository.states()).isEqualTo("live");
    }

    @Test
    void shouldRefuseWhatIsNotProvenAndSayHowToProveIt() throws Exception {
        CliSession refused = repository.deploy();

        assertThat(refused.out()).isEqualTo("""
                air is not deployed:
                  air/build has not run for the inputs of this commit
                  air/test has not run for the inputs of this commit
                  = prove it with `mergeability run --clean --when merge air/build`
                """);
        assertThat(refused.exit()).isEqualTo(1);

        repository.call("run", "--clean", "--when", "merge", "air/build");
        assertThat(repository.deploy().exit()).isZero();
    }

    @Test
    void shouldSayThatATestIsFlaky() throws Exception {
        Path fail = Files.createFile(repository.target.resolve("fail"));
        assertThat(repository.call("run", "--when", "merge", "--all").exit()).isEqualTo(1);
        assertThat(repository.deploy().out()).contains("air/test failed in ");
        Files.delete(fail);
        repository.prove();

        assertThat(repository.deploy("--plan").out()).contains("flaky: air/test");
        CliSession deployed = repository.deploy();
        assertThat(deployed.out()).contains("air is flaky: air/test passed last, and failed before");
        assertThat(deployed.exit()).isZero();
    }

    @Test
    void shouldShowThatAnEnvironmentIsNoLongerInTheMap() throws Exception {
        repository.prove();
        repository.deploy();
        String map = repository.git.read("components.yaml");
        repository.git.write("components.yaml", map.replace("staging:", "elsewhere:"));
        repository.git.commit();

        assertThat(repository.call("environments").out())
                .contains("elsewhere (local)\n  air  nothing is live\n")
                .endsWith("staging is no longer in the map; its record is kept\n");
    }

    @Test
    void shouldPutTheLastGoodReleaseBackIfOneDoesNotHold() throws Exception {
        repository.prove();
        repository.deploy();
        repository.proven("bad 2");
        CliSession failed = repository.deploy();

        assertThat(failed.out())
                .contains(
                        "✘ air verify", "putting back air #1: ", "air #2: release ", " did not hold: air #1: release ");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(repository.target("live")).isEqualTo("good 1");
        assertThat(repository.states()).isEqualTo("live, rolled back");

        CliSession again = repository.deploy();
        assertThat(again.out()).contains("waits for a person", "--accept REASON");
        assertThat(again.exit()).isEqualTo(1);
        repository.proven("good 3");
        assertThat(repository.deploy().exit()).isZero();
        assertThat(repository.target("live")).isEqualTo("good 3");
    }

    @Test
    void shouldRollBackWithAReason() throws Exception {
        repository.prove();
        repository.deploy();
        repository.proven("good 2");
        repository.deploy();

        assertThat(repository.call("rollback", "staging").err()).contains("--reason is required");
        CliSession back = repository.call("rollback", "staging", "--reason", "it is slow");
        assertThat(back.out()).contains("air #1: release ", " is live again");
        assertThat(back.exit()).isZero();
        assertThat(repository.target("live")).isEqualTo("good 1");
        assertThat(repository.states()).isEqualTo("live, rolled back");

        CliSession none = repository.call("rollback", "staging", "air", "--reason", "more");
        assertThat(none.err()).contains("there is no good release of air to put back");
        assertThat(none.exit()).isEqualTo(2);
    }

    @Test
    void shouldShowWhatItWouldDo() throws Exception {
        repository.prove();
        CliSession plan = repository.deploy("--plan");

        assertThat(plan.out()).contains("would be deployed, the first one", "proven: air/build, air/test");
        assertThat(plan.exit()).isZero();
        assertThat(repository.target("live")).isEmpty();
        assertThat(repository.states()).isEmpty();

        repository.version("good 2");
        assertThat(repository.deploy("air", "--plan").out()).contains("air cannot be deployed:");
    }

    @Test
    void shouldDeployOnlyCommitsOfTheBranch() throws Exception {
        repository.git.git("checkout", "-q", "-b", "feature");
        repository.proven("good 2");

        CliSession refused = repository.deploy();
        assertThat(refused.out()).contains("cannot be reached from the branch of the environment");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(repository.deploy("--branch", "feature").exit()).isZero();
        assertThat(repository.deploy("--branch", "nowhere").err()).contains("there is no branch nowhere");
    }

    @Test
    void shouldRefuseAnOlderCommitAndOneThatIsDeployedOtherwise() throws Exception {
        repository.prove();
        repository.proven("good 2");
        repository.deploy();
        assertThat(repository.deploy("--head", "HEAD~1").out()).contains("an older release enters only by a rollback");

        String map = repository.git.read("components.yaml");
        repository.git.write("components.yaml", map.replace("grep -q good", "grep -q goo"));
        repository.git.commit();
        assertThat(repository.deploy("--head", "HEAD~1").out())
                .contains("deploys it otherwise than the tip of main does");
    }

    @Test
    void shouldKeepTheOutputsThatItMayReturnTo() throws Exception {
        repository.prove();
        repository.deploy();
        repository.proven("good 2");
        repository.deploy();
        try (Stream<Path> kept = Files.walk(repository.git.top().resolve(".git/mergeability/outputs"))) {
            for (Path file : kept.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000));
            }
        }
        repository.proven("good 3");

        assertThat(repository
                        .call("rollback", "staging", "--reason", "it is slow")
                        .exit())
                .isZero();
        assertThat(repository.target("live")).isEqualTo("good 1");
    }

    @Test
    void shouldRefuseOtherEnvironmentsAndShowThem() throws Exception {
        CliSession refused = repository.call("deploy", "production");
        assertThat(refused.err()).contains("`local: true`, and production is none");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(repository.call("deploy", "stging").err()).contains("did you mean staging?");
        assertThat(repository.call("deploy", "staging", "airr").err()).contains("did you mean air?");

        assertThat(repository.call("environments").out()).isEqualTo("""
                staging (local)
                  air  nothing is live
                production
                  air: nothing is deployed here yet: only environments with `local: true` are, by `deploy`
                """);
        repository.prove();
        repository.deploy();
        assertThat(repository.call("environments").out())
                .containsPattern("air {2}release [0-9a-f]{12} of commit [0-9a-f]{10} since .*, good");
    }

    @Test
    void shouldAskAPersonAfterHistoryWasRewritten() throws Exception {
        repository.prove();
        repository.deploy();
        repository.git.write("air/version", "good 2");
        repository.git.git("commit", "-q", "--amend", "-a", "-m", "rewritten");
        repository.prove();

        CliSession waits = repository.deploy();
        assertThat(waits.out()).contains("waits for a person: its commit does not follow from commit");
        assertThat(waits.exit()).isEqualTo(1);
        assertThat(repository.deploy("--plan").out()).contains("would wait for a person");
        assertThat(repository
                        .deploy("--accept", "the password is gone from history")
                        .exit())
                .isZero();
        assertThat(repository.target("live")).isEqualTo("good 2");
    }

    /** The same bytes are live without running anything. */
    @Test
    void shouldRecordANewerCommitWithTheSameBytesAsLive() throws Exception {
        repository.prove();
        repository.deploy();
        String steps = repository.target("steps");
        repository.git.write("notes/README", "nothing that is built");
        repository.git.write("components.yaml", repository.git.read("components.yaml") + "unmapped: nothing\n");
        repository.git.commit();
        repository.prove();

        assertThat(repository.deploy().out()).contains("air #2: release ", " is live");
        assertThat(repository.target("steps")).isEqualTo(steps);
        assertThat(repository.states()).isEqualTo("replaced, live");
    }

    @Test
    void shouldWaitForTheSoakInTheEnvironmentBefore() throws Exception {
        String map = repository.git.read("components.yaml");
        String staging = map.substring(map.indexOf("  staging:"), map.indexOf("  production:"));
        repository.git.write(
                "components.yaml",
                map.substring(0, map.indexOf("  production:"))
                        + staging.replace("staging:", "second:").replace("local: true", "local: true\n    soak: 1h"));
        repository.git.commit();
        repository.prove();

        assertThat(repository.call("deploy", "second").out()).contains("waits to be verified in staging");
        repository.deploy();
        CliSession second = repository.call("deploy", "second");
        assertThat(second.out()).contains("waits to be verified long enough in staging (until ");
        assertThat(second.exit()).isEqualTo(1);
        assertThat(repository.call("environments").out())
                .contains(", verified\n", "second (local, soak 1h)", "air #1: release ");
    }

    @Test
    void shouldSettleWhatNeedsAPerson() throws Exception {
        Files.delete(directory.resolve("target"));
        try (Stream<Path> files = Files.walk(directory.resolve("repository"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        repository = new DeployedRepository(directory, "before: sh ../step.sh before 0 && ! grep -q worse version");
        repository.prove();
        repository.deploy();
        repository.proven("worse 2");

        CliSession failed = repository.deploy();
        assertThat(failed.out()).contains("needs a person: its `before` did not pass", "--settle REASON");
        assertThat(repository.target("live")).isEqualTo("good 1");
        repository.proven("good 3");
        assertThat(repository.deploy().out()).contains("waits for a person to settle candidate 2");
        assertThat(repository.deploy("--settle", "restored the database").exit())
                .isZero();
        assertThat(repository.target("live")).isEqualTo("good 3");
    }
}
