package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a process: what it inherits, and what it leaves when it ends or is killed. */
@DisabledOnOs(OS.WINDOWS)
class CommandLineProcessTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** A command that is ready when it has written its number, and then waits. */
    private static final String WAIT = "echo $$ > pid.new; mv pid.new pid; exec sleep 1000";

    @TempDir
    private Path directory;

    @BeforeEach
    void createRepository() throws Exception {
        sh("git init -q -b main && mkdir a && echo 1 > a/f && echo 'pid*' > .gitignore");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WAIT,
                "(" + WAIT + ") & wait",
                "trap '' TERM; while :; do " + WAIT + "; done",
                "env -i PATH=\"$PATH\" sh -c '" + WAIT + "' & wait"
            })
    void shouldLeaveNoCommandRunningWhenItIsKilled(String command) throws Exception {
        Process run = start(Map.of(), command);
        ProcessHandle job = handleOf("a/pid");

        run.destroyForcibly().waitFor();

        await("the command has ended", () -> !job.isAlive());
    }

    @Test
    void shouldLetACommandCleanUpWhenItIsKilled() throws Exception {
        Process run = start(
                Map.of(),
                "trap 'touch pid.cleaned; exit 1' TERM; " + WAIT.replace("exec sleep 1000", "sleep 1000 & wait"));
        ProcessHandle job = handleOf("a/pid");

        run.destroyForcibly().waitFor();

        await("the command has ended", () -> !job.isAlive());
        assertThat(directory.resolve("a/pid.cleaned")).exists();
    }

    @Test
    void shouldLeaveNoProcessWhenItEnds() throws Exception {
        Process run = start(Map.of(), "echo $$ > pid.new; mv pid.new pid; until test -e pid.go; do sleep 0.05; done");
        handleOf("a/pid");
        List<ProcessHandle> children = run.toHandle().descendants().toList();
        Files.createFile(directory.resolve("a/pid.go"));

        assertThat(run.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isZero();
        assertThat(children).hasSizeGreaterThan(1).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void shouldNotGiveJobsTheRepositoryOfAHook() throws Exception {
        Path hooks = directory.resolve(".git");
        Process run = start(
                Map.of("GIT_DIR", hooks.toString(), "GIT_INDEX_FILE", hooks + "/index", "GIT_PREFIX", "a/"),
                "env | grep '^GIT_[DIP][INR]' > pid.variables || mkdir pid.git && cd pid.git && git init -q"
                        + " && git config user.name job");

        assertThat(run.waitFor()).isZero();
        assertThat(directory.resolve("a/pid.variables")).isEmptyFile();
        assertThat(directory.resolve("a/pid.git/.git/config")).content().contains("name = job");
        assertThat(directory.resolve(".git/config")).content().doesNotContain("name = job");
    }

    private Process start(Map<String, String> environment, String command) throws IOException {
        Files.writeString(directory.resolve("components.yaml"), """
                components:
                  a:
                    jobs:
                      test: |
                        %s
                """.formatted(command));
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "run",
                "--all",
                "--no-proofs"));
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(".git/output").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private ProcessHandle handleOf(String file) throws IOException {
        await(file, () -> Files.exists(directory.resolve(file)));
        long pid = Long.parseLong(Files.readString(directory.resolve(file)).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private void await(String what, BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "timed out waiting for: " + what + "\n" + Files.readString(directory.resolve(".git/output")));
            }
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private void sh(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-e", "-c", script)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
