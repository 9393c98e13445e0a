package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs of the command line find of the jobs they need. */
class RunOutputsTest {

    private static final String PAIR = """
            ignore: [.gitignore, components.yaml]
            components:
              lib: {jobs: {compile: {run: "%s", outputs: [build/**]%s}}}
              app: {dependsOn: lib, jobs: {test: {needs: lib/compile, run: "%s", outputs: []}}}
            """;

    private static final String COMPILE = "mkdir -p build && cp src build/bin";

    @TempDir
    Path directory;

    private SampleRepository repository;

    @BeforeEach
    void createRepository() throws Exception {
        repository = new SampleRepository(directory.resolve("r"));
        repository.write(".gitignore", "build/\n");
        repository.write("lib/src", "good\n");
        repository.write("app/src", "1");
        map(PAIR.formatted(COMPILE, "", "grep -qx good ../lib/build/bin && test ! -e ../lib/build/extra"));
    }

    private void map(String text) throws Exception {
        repository.write("components.yaml", text);
        repository.commit();
    }

    @Test
    void shouldPutOutputsInPlaceWithoutRunningTheNeedAgain() throws Exception {
        assertThat(repository.run("--all").exit()).isZero();
        Files.delete(repository.top().resolve("lib/build/bin"));
        repository.write("lib/build/extra", "mine");
        repository.write("app/src", "2");

        CliSession run = repository.run();

        assertThat(run.out()).contains("1 passed, 1 proven").contains("set aside what was in the way of outputs");
        assertThat(repository.read("lib/build/bin")).isEqualTo("good\n");
        assertThat(aside()).containsExactly("mine");
    }

    @Test
    void shouldGiveOutputsOneTimeLaterThanTheCheckout() throws Exception {
        repository.run("--all");

        Instant built = Files.getLastModifiedTime(repository.top().resolve("lib/build/bin"))
                .toInstant();
        assertThat(built)
                .isAfter(Files.getLastModifiedTime(repository.top().resolve("components.yaml"))
                        .toInstant());
    }

    @Test
    void shouldFindTheOutputsOfItsOwnBranch() throws Exception {
        assertThat(repository.run("--all").exit()).isZero();
        repository.git("checkout", "-q", "-b", "bad");
        repository.write("lib/src", "bad\n");
        repository.commit();
        assertThat(repository.run("--all").exit()).isEqualTo(1);
        repository.git("checkout", "-q", "main");
        repository.write("app/src", "2");

        assertThat(repository.run().out()).contains("1 passed, 1 proven");
    }

    @Test
    void shouldRunAgainWhatIsNoLongerKeptOnlyWhereItIsNeeded() throws Exception {
        repository.run("--all");
        deleteTree(repository.top().resolve(".git/mergeability/outputs"));
        deleteTree(repository.top().resolve("lib/build"));

        assertThat(repository.run("--all").out()).contains("2 proven");
        repository.write("app/src", "2");
        assertThat(CliSession.in(repository.top(), "plan").out())
                .contains("passed before; its outputs are no longer kept");
        assertThat(repository.run().out()).contains("2 passed");
    }

    @Test
    void shouldRunTheNeedInTheSameRunIfItsOutputsAreDamaged() throws Exception {
        repository.run("--all");
        for (Path file : filesBelow(".git/mergeability/outputs")) {
            Files.writeString(file, "mergeability-outputs 1 gzip\nno");
        }
        deleteTree(repository.top().resolve("lib/build"));
        repository.write("app/src", "2");

        CliSession run = repository.run();

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("are damaged").contains("2 passed");
    }

    @Test
    void shouldFailAJobThatLeavesNoFile() throws Exception {
        map(PAIR.formatted("true", "", "true"));

        CliSession run = repository.run("--all");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("no file matches its outputs: lib/build/**");
    }

    @Test
    void shouldFailAJobThatLeavesAPathOfAnotherOne() throws Exception {
        map("""
                ignore: [.gitignore]
                components:
                  lib:
                    jobs:
                      a: {run: mkdir -p build && echo a > build/f, outputs: [build/f]}
                      b: {needs: [a], run: echo b > build/f, outputs: ["build/*"]}
                """);

        assertThat(repository.run("--all").out()).contains("`lib/build/f` is an output of lib/a and of lib/b");
    }

    @Test
    void shouldProveAJobWhoseOutputsCannotBeKept() throws Exception {
        map(PAIR.formatted(COMPILE + " && ln -s /etc build/etc", "", "grep -qx good ../lib/build/bin"));

        assertThat(repository.run("--all").out())
                .contains("its outputs are not kept")
                .contains("2 passed");
        assertThat(repository.run("--all").out()).contains("2 proven");
        repository.write("app/src", "2");
        assertThat(repository.run().out()).contains("1 passed, 1 proven");
    }

    @Test
    void shouldNotCaptureWhatAnEarlierRunLeft() throws Exception {
        repository.run("--all");
        map(PAIR.formatted("mkdir -p build && cp src build/other", "", "test ! -e ../lib/build/bin"));

        assertThat(repository.run("--all").out()).contains("2 passed");
        assertThat(aside()).isEmpty();
    }

    @Test
    void shouldKeepItsOutputsOfBeforeIfIncremental() throws Exception {
        map(PAIR.formatted("mkdir -p build && echo x >> build/log", ", incremental: true", "true"));
        repository.run("--all");
        repository.write("lib/src", "2");
        repository.run();

        assertThat(repository.read("lib/build/log")).isEqualTo("x\nx\n");
        repository.git("worktree", "add", "-q", directory.resolve("other").toString());
        repository.run("--all");
        assertThat(CliSession.in(directory.resolve("other"), "plan", "--all").out())
                .doesNotContain("proven by");
    }

    @Test
    void shouldNotProveJobsThatDisturbEachOther() throws Exception {
        map("""
                ignore: [.gitignore]
                components:
                  lib:
                    jobs:
                      compile: {run: mkdir -p build && cp src build/bin, outputs: [build/**]}
                      a: {needs: [compile], run: sleep 0.4; echo a >> build/bin; sleep 0.4, outputs: []}
                      b: {needs: [compile], run: sleep 1, outputs: []}
                """);

        CliSession first = repository.run("--all", "--jobs", "4");

        assertThat(first.exit()).isZero();
        assertThat(first.out())
                .contains("passed, but not proven: the outputs of lib/compile were changed during the run");
        repository.run("--all", "--jobs", "4");
        assertThat(repository.run("--all", "--jobs", "4").out()).contains("3 proven");
        assertThat(aside()).isEmpty();
    }

    @Test
    void shouldNameDigestsInTheResult() throws Exception {
        assertThat(repository.run("--all", "--format", "json").out())
                .containsPattern("\"left\" ?: ?\"[0-9a-f]{64}\"")
                .containsPattern("\"lib/compile\" ?: ?\"[0-9a-f]{64}\"");
    }

    @Test
    void shouldHintAtANeedWithoutOutputs() throws Exception {
        map("""
                ignore: [.gitignore]
                components:
                  lib: {jobs: {compile: "true"}}
                  app: {dependsOn: lib, jobs: {test: {needs: lib/compile, run: cat ../lib/build/bin}}}
                """);

        assertThat(repository.run("--all").out())
                .contains("failed: test: exit code 1")
                .contains("lib/compile declares no outputs (components.yaml:3)");
    }

    @Test
    void shouldRunWhatIsCommittedInACleanCheckout() throws Exception {
        map(PAIR.formatted(
                COMPILE + " && test ! -e build/mine", ", incremental: true", "grep -qx good ../lib/build/bin"));
        repository.write("lib/build/mine", "mine");
        repository.write("lib/src", "not committed\n");
        String before = repository.git("status", "--short") + repository.git("worktree", "list");

        CliSession run = repository.run("--clean", "--all");

        assertThat(run.out()).contains("2 passed");
        assertThat(run.err()).contains("uncommitted changes are left out");
        assertThat(repository.git("status", "--short") + repository.git("worktree", "list"))
                .isEqualTo(before);
        assertThat(repository.read("lib/build/mine")).isEqualTo("mine");
        assertThat(filesBelow(".git/mergeability/trees")).isEmpty();
        repository.git("checkout", "-q", "lib/src");
        assertThat(repository.run("--all").out()).contains("2 proven");
    }

    @Test
    void shouldRunAnotherCommitInACleanCheckout() throws Exception {
        repository.git("checkout", "-q", "-b", "bad");
        repository.write("lib/src", "bad\n");
        repository.commit();
        repository.git("checkout", "-q", "main");

        assertThat(repository.run("--clean", "--head", "bad", "--all").exit()).isEqualTo(1);
        assertThat(repository.run("--clean", "--all").exit()).isZero();
    }

    private List<String> aside() throws IOException {
        List<String> contents = new ArrayList<>();
        for (Path file : filesBelow(".git/mergeability/aside")) {
            contents.add(Files.readString(file));
        }
        return contents;
    }

    private List<Path> filesBelow(String path) throws IOException {
        Path start = repository.top().resolve(path);
        if (!Files.exists(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void deleteTree(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
