package io.jenkins.plugins.mergeability.engine.run.process;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.parallel;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.run.CommandOutcome;
import io.jenkins.plugins.mergeability.engine.run.CommandResult;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.Machine;
import io.jenkins.plugins.mergeability.engine.run.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All processes that a command has started end with it. */
@EnabledOnOs(OS.LINUX)
class ProcessTreeTest {

    /** A process that writes its number to a file, creates another one when it is ready, and waits. */
    private static final String CHILD = "sh -c 'echo $$ > pid; touch ready; exec sleep 1000'";

    @TempDir
    private Path temporary;

    private Machine machine;

    @BeforeEach
    void setUp() throws IOException {
        machine = new Machine(temporary);
        machine.withGrace(Duration.ofMillis(200));
    }

    /** A job with a branch that runs this script, and another that fails as soon as it is ready. */
    private static TestPlan endedWhenReady(String script) {
        return new TestPlan()
                .job(
                        "air/test",
                        parallel(options().failFast(), script, "until test -e ready; do sleep 0.01; done; exit 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHILD,
                CHILD + " & wait",
                "trap '' TERM; " + CHILD,
                "(" + CHILD + " &) ; sleep 1000",
                "setsid " + CHILD + " & wait",
                "(setsid -f " + CHILD + " >/dev/null 2>&1 </dev/null &) ; sleep 1000",
                "trap '' TERM; (setsid -f " + CHILD + ") ; while :; do sleep 1000; done",
                "sh -c 'echo $$ > pid; touch ready; kill -STOP $$'",
                "env -i " + CHILD + " & wait",
            })
    void shouldEndTheWholeTree(String script) throws IOException {
        JobResult job = machine.runOnly(endedWhenReady(script));

        assertThat(machine.read("pid")).isNotBlank();
        assertThat(machine.isAlive("pid")).as("whether it is still alive").isFalse();
        assertThat(job.execution().commands().get(0).outcome()).isEqualTo(CommandOutcome.ENDED);
        assertThat(job.execution().notes()).isEmpty();
    }

    @Test
    void shouldLetProcessesCleanUp() throws IOException {
        machine.withGrace(Duration.ofSeconds(20));
        machine.runOnly(endedWhenReady("trap 'touch cleaned; exit 0' TERM; touch ready; while :; do sleep 0.01; done"));

        assertThat(machine.repository().resolve("cleaned")).exists();
    }

    @Test
    void shouldLetACleanUpStartProcesses() throws IOException {
        machine.withGrace(Duration.ofSeconds(20));
        long start = System.nanoTime();
        machine.runOnly(
                endedWhenReady("trap 'sh -c \"sleep 0.3; (sleep 0.3; touch cleaned); touch done\"; exit 1' TERM;"
                        + " touch ready; sleep 1000 & wait"));

        assertThat(machine.repository().resolve("cleaned")).exists();
        assertThat(machine.repository().resolve("done")).exists();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void shouldKillACleanUpThatDoesNotEndWithinTheGrace() throws IOException {
        machine.runOnly(endedWhenReady("trap 'sh -c \"echo \\$\\$ > pid; sleep 1000; true\"; exit 1' TERM;"
                + " touch ready; sleep 1000 & wait"));

        assertThat(machine.read("pid")).isNotBlank();
        assertThat(machine.isAlive("pid")).isFalse();
    }

    @Test
    void shouldNotWaitForTheGraceWithoutACleanUp() throws IOException {
        machine.withGrace(Duration.ofSeconds(60));
        long start = System.nanoTime();
        machine.runOnly(endedWhenReady("(sleep 1000 & " + CHILD + "; true); true"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void shouldEndProcessesThatATimedOutBlockHasLeft() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        sequence(
                                options().timeoutMillis(1000),
                                "(setsid -f " + CHILD + "); until test -e ready; do sleep 0.01; done",
                                "sleep 1000",
                                "touch never")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(job.execution().failures())
                .extracting(CommandResult::outcome)
                .containsExactly(CommandOutcome.TIMED_OUT);
        assertThat(job.reason()).startsWith("sequence/2: timed out after ");
        assertThat(machine.isAlive("pid")).isFalse();
        assertThat(machine.repository().resolve("never")).doesNotExist();
    }

    @Test
    void shouldRetryWhatHasTimedOut() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        options().timeoutMillis(500).retry(1),
                        command("if test -e tried; then exit 0; fi; touch tried; sleep 1000")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(job.execution().flaky()).isTrue();
        assertThat(job.execution().commands())
                .extracting(CommandResult::outcome)
                .containsExactly(CommandOutcome.TIMED_OUT, CommandOutcome.PASSED);
    }

    @Test
    void shouldNotRetryInsideABlockThatHasTimedOut() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        options().timeoutMillis(300),
                        sequence(command(
                                "echo x >> tries; sleep 1000",
                                options().retry(5).timeoutMillis(60_000).allowFailure()))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(machine.read("tries")).hasLineCount(1);
    }

    @Test
    void shouldAllowATimeoutLikeAnyOtherFailure() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        sequence(
                                command(
                                        "sleep 1000",
                                        options().timeoutMillis(100).allowFailure()),
                                "touch after")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(machine.repository().resolve("after")).exists();
    }

    @Test
    void shouldNotCountTheTimeACommandIsQueued() throws IOException {
        machine.with(machine.options().withJobs(1));
        JobResult job = machine.runOnly(new TestPlan()
                .job("air/test", parallel("sleep 0.6", command("true", options().timeoutMillis(500)))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
    }

    @Test
    void shouldEndProcessesLeftByAJobWhenItEndsAndNotBefore() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        sequence(
                                "setsid -f " + CHILD,
                                "until test -e ready; do sleep 0.01; done",
                                "kill -0 $(cat pid)")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(machine.isAlive("pid")).isFalse();
        assertThat(job.execution().notes()).containsExactly("left a process running, which was ended");
    }

    @Test
    void shouldFindProcessesLeftAtTheMomentAJobEnds() throws IOException {
        for (int i = 0; i < 20; i++) {
            JobResult job = machine.runOnly(new TestPlan().job("air/test", "sleep 1000 & sleep 1000 & sleep 1000 &"));

            assertThat(job.execution().notes()).containsExactly("left 3 processes running, which were ended");
        }
    }

    @Test
    void shouldEndProcessesOfAFailedAttemptBeforeTheNext() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        options().retry(1),
                        command(
                                "if test -e pid; then ! grep -qs 'State:.[SRDT]' /proc/$(cat pid)/status; else setsid -f "
                                        + CHILD + "; until test -e ready; do sleep 0.01; done; exit 1; fi")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
    }

    @Test
    void shouldNotEndProcessesThatAreMeantToOutliveTheirJob() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        "env -u MERGEABILITY_COOKIE setsid -f sh -c 'echo $$ > pid; touch ready; exec sleep 1000';"
                                + " until test -e ready; do sleep 0.01; done"));

        assertThat(job.execution().notes()).isEmpty();
        assertThat(machine.isAlive("pid")).isTrue();
        ProcessHandle.of(Long.parseLong(machine.read("pid").strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void shouldFindTheProcessesOfARunInsideARun() {
        ProcessMarkers markers = new ProcessMarkers(Path.of("/proc").toFile());

        assertThat(markers.of(7)).matches("m[0-9a-f]{16}\\.7;");
    }

    @Test
    void shouldWorkWithoutAProcDirectory() {
        ProcessMarkers markers = new ProcessMarkers(temporary.resolve("none").toFile());

        assertThat(markers.find()).isEmpty();
        assertThat(markers.isAlive(ProcessHandle.current())).isTrue();
    }

    @Test
    void shouldReadTheMarkersOfItsOwnRunOnly() throws IOException {
        Path proc = Files.createDirectories(temporary.resolve("proc"));
        ProcessMarkers markers = new ProcessMarkers(proc.toFile());
        long self = ProcessHandle.current().pid();
        Files.createDirectories(proc.resolve("" + self));
        Files.writeString(proc.resolve(self + "/stat"), self + " (a) b) S 1 ");
        Path environ = proc.resolve(self + "/environ");

        Files.writeString(environ, "A=1\0MERGEABILITY_COOKIE=m0123456789abcdef.3;" + markers.of(12) + "m0.4;\0B=2\0");
        assertThat(markers.find()).containsOnlyKeys(12);

        Files.writeString(environ, "A=1\0MERGEABILITY_COOKIE=m0123456789abcdef.3;\0");
        assertThat(markers.find()).isEmpty();

        Files.writeString(environ, "");
        assertThat(markers.find()).isEmpty();
    }
}
