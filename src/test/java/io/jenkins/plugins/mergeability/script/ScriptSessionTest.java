package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a step's processes is left when it ends, and what its commands can read of its script. */
class ScriptSessionTest {

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private static boolean runs(Path pidFile) throws Exception {
        Path status = Path.of("/proc", Files.readString(pidFile).strip(), "stat");
        // A process that ended is there until its parent, here the first process of the system, asks for its exit code.
        return Files.exists(status) && !Files.readString(status).contains(") Z ");
    }

    private DurableScript script(String... commands) throws Exception {
        return new DurableScript(
                directory, List.of(DurableScript.command(1, commands[0]), DurableScript.command(2, commands[1])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void shouldEndAServerAfterTheLastCommand(String shell) throws Exception {
        DurableScript script = script(
                "sleep 600 & echo $! >server", "kill -0 $(cat server) && (trap '' TERM; sleep 600) & echo $! >deaf");

        assertThat(script.run(shell)).isZero();

        assertThat(script.results().passed()).as(script.log()).isTrue();
        assertThat(runs(directory.resolve("workspace/server"))).isFalse();
        assertThat(runs(directory.resolve("workspace/deaf"))).isFalse();
        assertThat(script.log())
                .contains("--- ending what the commands left running:")
                .contains(" (sleep)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void shouldEndAServerAfterAFailure(String shell) throws Exception {
        DurableScript script = script("sleep 600 & echo $! >server; exit 7", "true");

        assertThat(script.run(shell)).isZero();

        assertThat(script.results().passed()).isFalse();
        assertThat(runs(directory.resolve("workspace/server"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void shouldReportAndLeaveAProcessThatLeftTheSession(String shell) throws Exception {
        DurableScript script = script("setsid sleep 600 & echo $! >daemon; sleep 0.2", "true");
        try {
            assertThat(script.run(shell)).isZero();

            String pid = Files.readString(directory.resolve("workspace/daemon")).strip();
            assertThat(script.results().passed()).isTrue();
            assertThat(script.log())
                    .contains("--- still running in a session of their own, started by these commands: " + pid
                            + " (sleep)\n")
                    .doesNotContain("--- ending");
            assertThat(runs(directory.resolve("workspace/daemon"))).isTrue();
        } finally {
            ProcessHandle.of(Long.parseLong(Files.readString(directory.resolve("workspace/daemon"))
                            .strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void shouldNotReportProcessesOfAnotherStepInTheWorkspace(String shell) throws Exception {
        DurableScript other = new DurableScript(
                directory,
                "durable-2",
                List.of(DurableScript.command(1, "echo >begun; while ! test -e done; do sleep 0.1; done")));
        Future<Integer> running = executor.submit(() -> other.run(shell));
        DurableScript script = script("while ! test -e begun; do sleep 0.1; done", "true");

        assertThat(script.run(shell)).isZero();
        Files.createFile(directory.resolve("workspace/done"));
        assertThat(running.get()).isZero();

        assertThat(script.results().passed()).isTrue();
        assertThat(other.results().passed()).isTrue();
        assertThat(script.log()).doesNotContain("--- ending", "--- still");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void shouldSayNothingWhereNothingIsLeft(String shell) throws Exception {
        DurableScript script = script("true", "sleep 0.1 & wait");
        script.run(shell);

        assertThat(script.results().passed()).isTrue();
        assertThat(script.log()).doesNotContain("--- ending", "--- still");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void shouldNotShowItsWordsToCommands(String shell) throws Exception {
        String read = "C=$(dirname \"$(readlink /proc/self/fd/2)\"); set; env; cat /proc/$PPID/cmdline"
                + " /proc/$PPID/environ $C/script* /proc/$PPID/fd/10 /proc/$PPID/fd/255 || true";
        DurableScript script = script(read, "true");
        script.run(shell);

        assertThat(script.results().passed()).isTrue();
        assertThat(script.log())
                .contains("JENKINS_SERVER_COOKIE")
                .doesNotContain(script.tokens().of(1));
        assertThat(script.log()).doesNotContain(script.tokens().of(2));
    }
}
