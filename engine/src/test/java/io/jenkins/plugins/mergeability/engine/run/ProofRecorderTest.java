package io.jenkins.plugins.mergeability.engine.run;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.key;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import io.jenkins.plugins.mergeability.engine.schedule.PastOutcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which outcomes become proofs. */
class ProofRecorderTest {

    @TempDir
    private Path temporary;

    private Machine machine;
    private final RecordingProofStore store = new RecordingProofStore();
    private final List<Set<JobKey>> requested = new CopyOnWriteArrayList<>();

    @BeforeEach
    void setUp() throws IOException {
        machine = new Machine(temporary);
    }

    /**
     * The current hashes of jobs: as planned, except for components with a file "changed-…". A file "written-…" counts as
     * an input that was written.
     */
    private Map<JobKey, InputObserver.Observation> current(Set<JobKey> jobs) {
        requested.add(jobs);
        Map<JobKey, InputObserver.Observation> observed = new HashMap<>();
        for (JobKey job : jobs) {
            boolean changed = Files.exists(machine.repository().resolve("changed-" + job.component()));
            boolean written = Files.exists(machine.repository().resolve("written-" + job.component()));
            observed.put(
                    job,
                    new InputObserver.Observation(
                            TestPlan.hash(changed ? "something else" : job.toString()),
                            written ? List.of("x", "y") : List.of()));
        }
        return observed;
    }

    private InputObserver inputs() {
        return TestPlan.inputs(this::current);
    }

    private RunResult run(TestPlan plan) throws IOException {
        return machine.with(new ProofRecorder(store, inputs(), RunOutputs.NONE, "cafe+"))
                .run(plan);
    }

    @Test
    void shouldRecordWhatHasPassedAndWhatHasFailed() throws IOException {
        RunResult result =
                run(new TestPlan().job("a/test", "true").job("b/test", "exit 1").job("c/test", "true", "b/test"));

        assertThat(store.texts()).containsExactlyInAnyOrder("a/test passed", "b/test failed");
        Outcome outcome = store.latest(key("a/test"), 1).get(0);
        assertThat(outcome.hash()).isEqualTo(TestPlan.hash("a/test"));
        assertThat(outcome.run()).isEqualTo(result.run());
        assertThat(outcome.revision()).isEqualTo("cafe");
        assertThat(outcome.at().getNano() % 1_000_000).isZero();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.jobs())
                .allSatisfy(job -> assertThat(job.proof().unproven()).isEmpty());
    }

    @Test
    void shouldNotRecordWhenTheInputsHaveChanged() throws IOException {
        RunResult result = run(new TestPlan().job("a/test", "touch changed-a").job("b/test", "true"));

        assertThat(store.texts()).containsExactly("b/test passed");
        assertThat(Machine.job(result, "a/test").outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(Machine.job(result, "a/test").proof().unproven()).contains("its inputs changed while it ran");
    }

    @Test
    void shouldNotRecordWhenAnInputWasWritten() throws IOException {
        RunResult result = run(new TestPlan()
                .job("a/test", "touch written-a")
                .job("b/test", "touch written-b changed-b")
                .job("c/test", "touch written-c; exit 1")
                .job("d/test", "true"));

        assertThat(store.texts()).containsExactly("d/test passed");
        assertThat(Machine.job(result, "a/test").proof().unproven())
                .contains("x and 1 more file were written while it ran, so it may have read something else than was"
                        + " planned");
        assertThat(Machine.job(result, "b/test").proof().unproven())
                .contains("its inputs changed while it ran: x and 1 more file");
    }

    @Test
    void shouldNotRecordWhenTheClockWasSetBack() throws IOException {
        InputObserver inputs = inputs();
        machine.with(new ProofRecorder(
                store,
                new InputObserver() {
                    private long hours = 2;

                    @Override
                    public long now() {
                        return Duration.ofHours(hours--).toNanos();
                    }

                    @Override
                    public Map<JobKey, Observation> observe(Map<JobKey, Long> started) throws IOException {
                        return inputs.observe(started);
                    }
                },
                RunOutputs.NONE,
                ""));

        assertThat(machine.runOnly(new TestPlan().job("a/test", "true")).proof().unproven())
                .contains("the clock was set back while it ran");
        assertThat(store.recorded).isEmpty();
    }

    @Test
    void shouldNotRecordWhatPassedThoughAJobItNeedsFailed() throws IOException {
        RunResult result = run(new TestPlan()
                .job("a/lint", options().allowFailure(), command("exit 1"))
                .job("b/test", "true", "a/lint")
                .job("c/test", "true", "b/test")
                .job("d/test", "true"));

        assertThat(store.texts()).containsExactlyInAnyOrder("a/lint failed", "d/test passed");
        for (String job : List.of("b/test", "c/test")) {
            assertThat(Machine.job(result, job).outcome()).isEqualTo(JobOutcome.PASSED);
            assertThat(Machine.job(result, job).proof().unproven()).contains("it needs a/lint, which failed (allowed)");
        }
    }

    /** What it found may be of another content than was planned, though its own inputs never changed. */
    @Test
    void shouldNotRecordWhatNeedsAJobWhoseInputsHaveChanged() throws IOException {
        RunResult result = run(new TestPlan()
                .job("a/make", "touch written-a")
                .job("b/make", "true", "a/make")
                .job("c/test", "true", "b/make")
                .job("d/test", "exit 1", "b/make")
                .job("e/test", "true"));

        assertThat(store.texts()).containsExactly("e/test passed");
        assertThat(Machine.job(result, "b/make").proof().unproven()).contains("it needs a/make, which is not proven");
        assertThat(Machine.job(result, "c/test").proof().unproven()).isPresent();
    }

    @Test
    void shouldNotRecordWhatNeedsAJobThatRanOutsideOfItsContainer() throws IOException {
        RunResult result = run(new TestPlan()
                .job("a/make", options().container("maven:3"), command("true"))
                .job("b/test", "true", "a/make")
                .job("c/test", "exit 1", "a/make")
                .job("d/test", "true"));

        assertThat(store.texts()).containsExactly("d/test passed");
        assertThat(Machine.job(result, "a/make").proof().unproven())
                .contains("it did not run in its container `maven:3`");
        assertThat(Machine.job(result, "b/test").proof().unproven()).contains("it needs a/make, which is not proven");
    }

    @Test
    void shouldReadTheHashesOfAllJobsAtOnce() throws IOException {
        TestPlan plan = new TestPlan();
        for (int i = 0; i < 50; i++) {
            plan.job("c" + i + "/test", "true");
        }
        run(plan);

        assertThat(requested).singleElement().satisfies(jobs -> assertThat(jobs).hasSize(50));
        assertThat(store.recorded).hasSize(50);
    }

    @Test
    void shouldRecordBothOutcomesOfAFlakyJob() throws IOException {
        run(new TestPlan()
                .job(
                        "a/test",
                        command(
                                "if test -e tried; then exit 0; fi; touch tried; exit 1",
                                options().retry(1))));

        assertThat(store.texts()).containsExactly("a/test failed", "a/test passed");
        assertThat(store.recorded.get(0).at()).isBefore(store.recorded.get(1).at());
    }

    @Test
    void shouldRecordInTheBackgroundDuringTheRun() throws IOException {
        machine.with(new ProofRecorder(store, inputs(), RunOutputs.NONE, "", Duration.ofMillis(20)));
        try (RunDirectory directory = RunDirectory.create(machine.runs())) {
            Runner runner = machine.runner(
                    new TestPlan().job("a/test", "true").job("b/test", "sleep 1000", "a/test"), directory);
            CompletableFuture<RunResult> result =
                    CompletableFuture.supplyAsync(runner::run, work -> new Thread(work).start());
            Machine.await("a proof", () -> !store.recorded.isEmpty());
            runner.interrupt();

            assertThat(result.join().interrupted()).isTrue();
        }
        assertThat(store.texts()).containsExactly("a/test passed");
    }

    @Test
    void shouldWarnWhenTheStoreFailsAndNotFailTheJob() throws IOException {
        store.broken = true;
        RunResult result = run(new TestPlan().job("a/test", "true"));

        assertThat(result.jobs().get(0).outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(result.warnings())
                .containsExactly(
                        "the proofs of 1 jobs could not be recorded, so they will run again: the disk is full");
    }

    @Test
    void shouldWarnWhenTheInputsCannotBeRead() throws IOException {
        machine.with(new ProofRecorder(
                store,
                TestPlan.inputs(jobs -> {
                    throw new IOException("git is not there");
                }),
                RunOutputs.NONE,
                ""));
        RunResult result = machine.run(new TestPlan().job("a/test", "true"));

        assertThat(result.warnings()).singleElement().asString().endsWith("git is not there");
        assertThat(store.recorded).isEmpty();
    }

    @Test
    void shouldRetryWhatFailedToBeRecorded() throws IOException {
        store.broken = true;
        ProofRecorder recorder = new ProofRecorder(
                store,
                TestPlan.inputs(jobs -> {
                    store.broken = requested.isEmpty();
                    if (requested.size() == 1) {
                        machine.write("retried");
                    }
                    return current(jobs);
                }),
                RunOutputs.NONE,
                "",
                Duration.ofMillis(10));
        machine.with(recorder);
        RunResult result = machine.run(new TestPlan()
                .job("a/test", "true")
                .job("b/test", "until test -e retried; do sleep 0.01; done", "a/test"));

        assertThat(store.texts()).contains("a/test passed", "b/test passed");
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void shouldNotProveAJobThatDidNotRunInItsContainer() throws IOException {
        RunResult result = run(new TestPlan().job("a/test", options().container("debian:12"), command("true")));

        assertThat(store.recorded).isEmpty();
        assertThat(result.jobs().get(0).proof().unproven()).contains("it did not run in its container `debian:12`");
    }

    @Test
    void shouldNotRecordAJobEndedByATerminalsInterrupt() throws IOException {
        Runner[] runner = new Runner[1];
        machine.with(new ProofRecorder(store, inputs(), RunOutputs.NONE, "")).with(new RecordingListener() {
            @Override
            public void jobEnded(JobResult result) {
                new Thread(runner[0]::interrupt).start();
            }
        });
        try (RunDirectory directory = RunDirectory.create(machine.runs())) {
            runner[0] = machine.runner(new TestPlan().job("a/test", "kill -INT $$; exit 130"), directory);

            assertThat(runner[0].run().interrupted()).isTrue();
        }
        assertThat(store.recorded).isEmpty();
    }

    @Test
    void shouldKnowHowLongJobsTook() throws IOException {
        run(new TestPlan().job("a/test", "true"));
        Outcome outcome = store.recorded.get(0);

        assertThat(PastOutcomes.durations(PastOutcomes.of(
                        new TestPlan()
                                .job("a/test", "true")
                                .job("b/test", "true")
                                .plan(),
                        store)))
                .isEqualTo(Map.of(outcome.key(), outcome.duration()));
        assertThat(Optional.of(outcome.duration()))
                .get()
                .satisfies(duration -> assertThat(duration).isPositive());
    }
}
