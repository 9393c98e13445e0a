package io.jenkins.plugins.mergeability.engine.run;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.parallel;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an interrupt ends a run. */
class InterruptTest {

    @TempDir
    private Path temporary;

    private Machine machine;

    @BeforeEach
    void setUp() throws IOException {
        machine = new Machine(temporary);
        machine.withGrace(Duration.ofMillis(200));
    }

    /** Runs a plan and interrupts it as soon as a file exists. */
    private RunResult interruptedWhen(String file, TestPlan plan) throws IOException {
        try (RunDirectory directory = RunDirectory.create(machine.runs())) {
            Runner runner = machine.runner(plan, directory);
            CompletableFuture<RunResult> result =
                    CompletableFuture.supplyAsync(runner::run, work -> new Thread(work).start());
            Machine.await(file, () -> Files.exists(machine.repository().resolve(file)));
            runner.interrupt();
            runner.interrupt();
            return result.join();
        }
    }

    @Test
    void shouldEndWhatRunsAndStartNothingMore() throws IOException {
        machine.with(machine.options().withJobs(2));
        RunResult result = interruptedWhen(
                "ready",
                new TestPlan()
                        .job("air/done", "touch done")
                        .job(
                                "air/test",
                                options().retry(3),
                                sequence(
                                        parallel(
                                                "until test -e done; do :; done; echo $$ > pid; touch ready; sleep 1000",
                                                "sleep 1000",
                                                "sleep 1000"),
                                        "touch never"),
                                "air/done")
                        .job("bom/test", "touch never", "air/test")
                        .job("cloak/test", options().limit("x"), command("touch never"), "air/done"));

        assertThat(result.interrupted()).isTrue();
        assertThat(Machine.job(result, "air/done").outcome()).isEqualTo(JobOutcome.PASSED);
        JobResult test = Machine.job(result, "air/test");
        assertThat(test.outcome()).isEqualTo(JobOutcome.INTERRUPTED);
        assertThat(test.reason()).isEqualTo("the run was interrupted");
        assertThat(test.execution().failures()).isEmpty();
        assertThat(test.execution().commands())
                .extracting(CommandResult::outcome)
                .containsOnly(CommandOutcome.INTERRUPTED)
                .hasSize(3);
        assertThat(Machine.job(result, "bom/test").outcome()).isEqualTo(JobOutcome.INTERRUPTED);
        assertThat(Machine.job(result, "cloak/test").outcome()).isEqualTo(JobOutcome.INTERRUPTED);
        assertThat(result.failed()).isFalse();
        assertThat(machine.repository().resolve("never")).doesNotExist();
        assertThat(machine.isAlive("pid")).isFalse();
    }

    @Test
    void shouldEndProcessesThatIgnoreSignals() throws IOException {
        RunResult result = interruptedWhen(
                "ready",
                new TestPlan()
                        .job("air/test", "trap '' TERM INT; echo $$ > pid; touch ready; while :; do sleep 0.1; done"));

        assertThat(result.interrupted()).isTrue();
        assertThat(machine.isAlive("pid")).isFalse();
    }

    @Test
    void shouldNotRetryWhatIsAlreadyBeingEndedForATimeout() throws IOException {
        machine.withGrace(Duration.ofSeconds(1));
        RunResult result = interruptedWhen(
                "signaled",
                new TestPlan()
                        .job(
                                "air/test",
                                options().timeoutMillis(200).retry(3),
                                command("trap 'touch signaled' TERM; echo x >> tries; while :; do sleep 0.05; done")));

        assertThat(result.jobs().get(0).outcome()).isEqualTo(JobOutcome.INTERRUPTED);
        assertThat(machine.read("tries")).hasLineCount(1);
    }

    @Test
    void shouldNotReportFailuresCausedByATerminalsInterrupt() throws IOException {
        try (RunDirectory directory = RunDirectory.create(machine.runs())) {
            Runner[] runner = new Runner[1];
            // A terminal's interrupt may reach the command first: the job has failed when the runner is interrupted.
            machine.with(new RecordingListener() {
                @Override
                public void jobEnded(JobResult result) {
                    super.jobEnded(result);
                    if (result.outcome() == JobOutcome.FAILED) {
                        new Thread(runner[0]::interrupt).start();
                    }
                }
            });
            runner[0] = machine.runner(
                    new TestPlan().job("air/test", "kill -INT $$; exit 130").job("bom/test", "touch never", "air/test"),
                    directory);
            RunResult result = runner[0].run();

            assertThat(result.count(JobOutcome.INTERRUPTED)).isEqualTo(2);
        }
    }

    @Test
    void shouldBeInterruptedWithItsThread() throws IOException {
        RunResult result;
        try (RunDirectory directory = RunDirectory.create(machine.runs())) {
            Runner runner = machine.runner(new TestPlan().job("air/test", "sleep 1000"), directory);
            Thread.currentThread().interrupt();
            result = runner.run();
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.interrupted()).isTrue();
    }

    @Test
    void shouldEndProcessesWhenAListenerBreaks() throws IOException {
        machine.with(new RecordingListener() {
            @Override
            public void commandEnded(io.jenkins.plugins.mergeability.engine.map.JobKey job, CommandResult result) {
                throw new IllegalStateException("broken");
            }
        });

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> machine.run(new TestPlan()
                        .job(
                                "air/test",
                                parallel("echo $$ > pid; touch ready; sleep 1000", "until test -e ready; do :; done"))))
                .hasMessage("broken");
        assertThat(machine.isAlive("pid")).isFalse();
    }
}
