package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that deploys is killed in each of its steps. The next one carries on, and the record is right. */
@DisabledOnOs(OS.WINDOWS)
class DeployKillTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private DeployedRepository repository;

    @Test
    void shouldCarryOnAfterItWasKilledWhileItSwitches() throws Exception {
        begin("needs: []");

        killDuring("run", "deploy", "staging");
        assertThat(repository.states()).isEqualTo("live, switching");
        assertThat(repository.record().path("known").asBoolean()).isFalse();
        assertThat(repository.target("live")).isEqualTo("good 1");

        carriesOn();
    }

    @Test
    void shouldCarryOnAfterItWasInterrupted() throws Exception {
        begin("needs: []");

        Files.createFile(repository.target.resolve("stop-run"));
        Process process = start("deploy", "staging");
        await(repository.target.resolve("stopped"));
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(128 + 15);
        assertThat(repository.states()).isEqualTo("live, switching");

        carriesOn();
    }

    @Test
    void shouldCarryOnAfterItWasKilledWhileItVerifies() throws Exception {
        begin("needs: []");

        killDuring("verify", "deploy", "staging");
        assertThat(repository.states()).isEqualTo("live, verifying");
        assertThat(repository.target("live")).isEqualTo("good 2");

        carriesOn();
    }

    @Test
    void shouldAskAPersonAfterItWasKilledInABeforeThatMayNotRunAgain() throws Exception {
        begin("before: {run: sh ../step.sh before 0, compatible: true}");

        killDuring("before", "deploy", "staging");
        assertThat(repository.states()).isEqualTo("live, preparing");

        CliSession next = repository.deploy();
        assertThat(next.out()).contains("continuing what was interrupted", "needs a person");
        assertThat(repository.target("live")).isEqualTo("good 1");
        assertThat(repository.states()).isEqualTo("live, needs a person");
        assertThat(repository
                        .deploy("--settle", "it was done", "--accept", "it was done")
                        .exit())
                .isZero();
        assertThat(repository.target("live")).isEqualTo("good 2");
        assertThat(repository.target("overlaps")).isEmpty();
    }

    @Test
    void shouldCarryOnAfterItWasKilledInABeforeThatMayRunAgain() throws Exception {
        begin("before: {run: sh ../step.sh before 0, compatible: true, again: true}");

        killDuring("before", "deploy", "staging");

        carriesOn();
    }

    @Test
    void shouldCarryOnAfterItWasKilledWhileItPutsAReleaseBack() throws Exception {
        begin("needs: []");
        repository.deploy();

        killDuring("run", "rollback", "staging", "--reason", "it is slow");
        assertThat(repository.states()).isEqualTo("replaced, rolling back");

        assertThat(repository.deploy().out()).contains("continuing what was interrupted");
        assertThat(repository.target("live")).isEqualTo("good 1");
        assertThat(repository.states()).startsWith("live, rolled back");
        assertThat(repository.target("overlaps")).isEmpty();
    }

    @Test
    void shouldLetOneDeployAtATime() throws Exception {
        begin("needs: []");
        Files.createFile(repository.target.resolve("stop-run"));
        Process first = start("deploy", "staging");
        await(repository.target.resolve("stopped"));
        Process second = start("deploy", "staging");
        assertThat(second.waitFor(3, TimeUnit.SECONDS)).isFalse();
        Files.createFile(repository.target.resolve("go"));

        assertThat(first.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(List.of(first.exitValue(), second.exitValue())).containsExactly(0, 0);
        assertThat(repository.states()).isEqualTo("replaced, live");
        assertThat(repository.target("overlaps")).isEmpty();
    }

    /** The first version is live, and the second one is proven. */
    private void begin(String before) throws Exception {
        repository = new DeployedRepository(directory, before);
        repository.prove();
        assertThat(repository.deploy().exit()).isZero();
        repository.proven("good 2");
    }

    private void carriesOn() throws Exception {
        CliSession next = repository.deploy();
        assertThat(next.out()).contains("continuing what was interrupted", "is live already");
        assertThat(next.exit()).isZero();
        assertThat(repository.target("live")).isEqualTo("good 2");
        assertThat(repository.states()).isEqualTo("replaced, live");
        assertThat(repository.record().path("known").asBoolean()).isTrue();
        assertThat(repository.target("overlaps")).isEmpty();
    }

    private void killDuring(String step, String... arguments) throws Exception {
        Files.createFile(repository.target.resolve("stop-" + step));
        Process process = start(arguments);
        await(repository.target.resolve("stopped"));
        process.destroyForcibly().waitFor();
    }

    private Process start(String... arguments) throws IOException {
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        call.addAll(List.of(arguments));
        Path log = directory.resolve("log" + System.nanoTime());
        return new ProcessBuilder(call)
                .directory(repository.git.top().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static void await(Path file) throws Exception {
        Instant end = Instant.now().plus(TIMEOUT);
        while (!Files.exists(file)) {
            assertThat(Instant.now()).as("waiting for " + file).isBefore(end);
            Thread.sleep(20);
        }
    }
}
