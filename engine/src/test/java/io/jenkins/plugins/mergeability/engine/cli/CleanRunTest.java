package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --clean}: what a job left and did not declare is not found by the next one. */
@DisabledOnOs(OS.WINDOWS)
class CleanRunTest {

    @TempDir
    private Path temp;

    private SampleRepository repository;

    @BeforeEach
    void create() throws Exception {
        repository = new SampleRepository(temp.resolve("r"));
        repository.write("lib/src", "good\n");
        repository.write("app/src", "app\n");
    }

    private CliSession run(String components) throws Exception {
        repository.write("components.yaml", "version: 1\ncomponents:\n" + components.indent(2));
        repository.commit();
        return repository.run("--clean", "--all");
    }

    @Test
    void shouldFindNothingThatAnotherJobLeft() throws Exception {
        String leave = "mkdir -p left/deep/.git && echo x > left/deep/f && chmod 500 left/deep && ln -s /etc link"
                + " && mkfifo pipe && echo x > ../app/x";
        String find = "test ! -e ../lib/left && test ! -h ../lib/link && test ! -e ../lib/pipe && test ! -e x && ls";

        CliSession run = run("""
                lib: {jobs: {a: {run: "%s"}}}
                app: {jobs: {b: {needs: lib/a, run: "%s"}}}
                zoo: {root: app, jobs: {c: {needs: app/b, run: "%s"}}}
                """.formatted(leave, find, find));

        assertThat(run.out()).contains("3 passed").doesNotContain("not proven");
        assertThat(repository.run("--clean", "--all").out()).contains("3 proven");
    }

    @Test
    void shouldRunOneJobAtATime() throws Exception {
        String alone = "mkdir ../busy && sleep 0.3 && rmdir ../busy";

        CliSession run = run("""
                lib: {jobs: {a: "%s", b: "%s"}}
                app: {jobs: {a: "%s", b: {parallel: ["sleep 0.1", "true"]}}}
                """.formatted(alone, alone, alone));

        assertThat(run.out()).contains("4 passed");
    }

    @Test
    void shouldPutTrackedFilesBackAndNotProveWhoChangedThem() throws Exception {
        String change = "echo bad > ../lib/src && chmod 755 src && git add -A && git -c user.name=x -c user.email=x@x"
                + " commit -qm bad && touch ../components.yaml";
        String find =
                "test $(cat ../lib/src) = good && test ! -x ../app/src && test -z \\\"$(git status --short)\\\" &&"
                        + " git show HEAD:lib/src | grep -qx good";

        CliSession run = run("""
                app: {jobs: {a: {run: "%s"}}}
                lib: {jobs: {b: {needs: app/a, run: "%s"}, c: {changes: [src], run: "rm -r ../lib && ln -s /etc ../lib"}}}
                """.formatted(change, find));

        assertThat(run.out())
                .contains("3 passed")
                .contains("it changed app/src, lib/src, though tracked files are inputs: name what it may rewrite in"
                        + " `changes`");
        assertThat(repository.run("--clean", "--all").out())
                .contains("1 proven")
                .contains("2 passed");
    }

    @Test
    void shouldFindWhatAPreparationLeft() throws Exception {
        String compile =
                "mkdir -p out/ro && cp src out/ro/bin && ln -s bin out/ro/link && echo log > log && chmod 500 out/ro";
        String check =
                "grep -qx good out/ro/link && ls -ld out/ro | grep -q ^dr-x------ && grep -qx log log && test ! -e mine";
        String spoil = "chmod 700 out/ro && rm -r out && echo changed > log && echo x > mine";
        String both = check + " && " + spoil;

        CliSession run = run("""
                lib:
                  jobs:
                    compile: "%s"
                    test: {needs: compile, run: "%s"}
                    lint: {needs: compile, run: "%s"}
                    pack: {needs: lint, run: "test ! -e out && grep -qx changed log && cp mine pack", outputs: [pack]}
                app: {dependsOn: lib, jobs: {use: {needs: lib/pack, run: "cat ../lib/pack && test ! -e ../lib/log"}}}
                """.formatted(compile, both, both));

        assertThat(run.out()).contains("5 passed");
        assertThat(repository.run("--clean", "--all").out()).contains("5 proven");
    }

    @Test
    void shouldRunAPreparationAgainForAJobThatRuns() throws Exception {
        run("lib: {jobs: {compile: cp src bin, test: {needs: compile, run: test -e bin}}}");
        run("lib: {jobs: {compile: cp src bin, test: {needs: compile, run: cat bin}}}");

        assertThat(repository.run("--clean", "--all").out()).contains("2 proven");
        repository.write("components.yaml", repository.read("components.yaml").replace("cat", "ls"));
        repository.commit();

        CliSession second = repository.run("--clean", "--base", "HEAD~1");

        assertThat(second.out()).contains("2 passed");
    }

    @Test
    void shouldFindNothingOfAnotherComponentThatDeclaresNoOutputs() throws Exception {
        CliSession run = run("""
                lib: {jobs: {compile: cp src bin}}
                app: {jobs: {test: {needs: lib/compile, run: cat ../lib/bin}}}
                """);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("1 passed").contains("lib/compile declares no outputs (components.yaml:3)");
    }

    @Test
    void shouldKeepWhatTheMapKeepsAndOutputsOfNeedsOnly() throws Exception {
        CliSession run = run("""
                lib:
                  jobs:
                    deps: {keep: {paths: [deps/**], for: [src]}, outputs: [], run: "mkdir -p deps && echo 1 > deps/x && echo 1 > y"}
                    make: {needs: deps, outputs: [bin], run: "grep -q 1 deps/x && test ! -e y && test ! -e bin && cp src bin"}
                    test: {needs: make, outputs: [], run: "cat bin deps/x"}
                    none: {needs: deps, outputs: [], run: "sleep 0.2 && cat deps/x && test ! -e bin"}
                """);

        assertThat(run.out()).contains("4 passed");
    }
}
