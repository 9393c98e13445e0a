package io.jenkins.plugins.mergeability.engine.run;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.key;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.parallel;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jobs run, when, and how many at once. */
class SchedulerTest {

    /** Takes one of the slots of the test, and fails if none is free. */
    private static final String SLOT = "for i in $SLOTS; do if mkdir slot$i 2>/dev/null; then sleep 0.02;"
            + " rmdir slot$i; exit 0; fi; done; exit 7";

    @TempDir
    private Path temporary;

    private Machine machine;
    private final RecordingListener recorded = new RecordingListener();

    @BeforeEach
    void setUp() throws IOException {
        machine = new Machine(temporary).with(recorded);
    }

    @Test
    void shouldRunAJobAfterAllItNeeds() throws IOException {
        RunResult result = machine.run(new TestPlan()
                .job("d/test", "test -e b && test -e c && echo d >> order", "b/test", "c/test")
                .job("b/test", "test -e a && touch b && echo b >> order", "a/test")
                .job("c/test", "test -e a && touch c && echo c >> order", "a/test")
                .job("a/test", "touch a; echo a >> order"));

        assertThat(result.count(JobOutcome.PASSED)).isEqualTo(4);
        assertThat(result.jobs()).extracting(job -> job.key().component()).containsExactly("a", "b", "c", "d");
        assertThat(machine.read("order").lines()).hasSize(4).startsWith("a").endsWith("d");
    }

    @Test
    void shouldNotRunWhatNeedsAFailedJobAndSayWhichDirectlyOrNot() throws IOException {
        RunResult result = machine.run(new TestPlan()
                .job("a/test", "exit 1")
                .job("b/test", "touch never", "a/test")
                .job("c/test", "touch never", "b/test")
                .job("d/test", "touch ran"));

        assertThat(Machine.job(result, "b/test").outcome()).isEqualTo(JobOutcome.NOT_RUN);
        assertThat(Machine.job(result, "b/test").reason()).isEqualTo("needs a/test, which failed");
        assertThat(Machine.job(result, "c/test").reason()).isEqualTo("needs b/test, which was not run");
        assertThat(Machine.job(result, "d/test").outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(machine.repository().resolve("never")).doesNotExist();
        assertThat(recorded.events).contains("b/test not_run", "c/test not_run");
    }

    @Test
    void shouldNotRunJobsThatThePlanDoesNotRun() throws IOException {
        RunResult result = machine.run(new TestPlan()
                .job("a/test", JobState.PROVEN)
                .job("b/test", JobState.UNAFFECTED)
                .job("c/test", JobState.SKIPPED)
                .job("d/test", "true", "a/test")
                .job("e/test", "true", "c/test")
                .job("f/test", "true", "b/test"));

        assertThat(result.jobs())
                .extracting(JobResult::outcome)
                .containsExactly(
                        JobOutcome.PROVEN,
                        JobOutcome.UNAFFECTED,
                        JobOutcome.SKIPPED,
                        JobOutcome.PASSED,
                        JobOutcome.NOT_RUN,
                        JobOutcome.NOT_RUN);
        assertThat(Machine.job(result, "a/test")
                        .proof()
                        .provenBy()
                        .orElseThrow()
                        .run())
                .isEqualTo("20260101-000000-abcd");
        assertThat(Machine.job(result, "a/test").reason()).isEqualTo("it is proven");
        assertThat(Machine.job(result, "e/test").reason()).isEqualTo("needs c/test, which was skipped");
        assertThat(recorded.events).noneMatch(event -> event.startsWith("a") || event.startsWith("b"));
    }

    @Test
    void shouldNotRunJobsOfAnotherPlatform() throws IOException {
        machine.with(machine.options().withPlatforms(Set.of("linux", "linux-x64")));
        RunResult result = machine.run(new TestPlan()
                .job("a/test@linux", "true")
                .job("a/test@Linux-x64", "true")
                .job("a/test@freebsd", "touch never")
                .job("b/release", "touch never", "a/test@linux", "a/test@freebsd"));

        assertThat(Machine.job(result, "a/test@linux").outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(Machine.job(result, "a/test@Linux-x64").outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(Machine.job(result, "a/test@freebsd").outcome()).isEqualTo(JobOutcome.NOT_RUNNABLE);
        assertThat(Machine.job(result, "a/test@freebsd").reason())
                .isEqualTo("runs on `freebsd`, which this machine is not");
        assertThat(Machine.job(result, "b/release").reason())
                .isEqualTo("needs a/test@freebsd, which cannot run on this machine");
        assertThat(result.failed()).isFalse();
    }

    @Test
    void shouldNotRunWithoutItsCredentials() throws IOException {
        RunResult result = machine.run(new TestPlan()
                .job("a/deploy", options().credential("NO_SUCH_TOKEN", "deploy-token"), command("touch never"))
                .job("b/deploy", options().credential("PATH", "path"), command("true")));

        assertThat(Machine.job(result, "a/deploy").outcome()).isEqualTo(JobOutcome.NOT_RUNNABLE);
        assertThat(Machine.job(result, "a/deploy").reason())
                .isEqualTo("needs the variable NO_SUCH_TOKEN (the credential `deploy-token`), which is not set here");
        assertThat(Machine.job(result, "b/deploy").outcome()).isEqualTo(JobOutcome.PASSED);
    }

    @Test
    void shouldNotHangWhenJobsNeedEachOther() throws IOException {
        RunResult result = machine.run(new TestPlan()
                .job("a/test", "true", "b/test")
                .job("b/test", "true", "a/test")
                .job("c/test", "true"));

        assertThat(result.count(JobOutcome.NOT_RUN)).isEqualTo(2);
        assertThat(result.count(JobOutcome.PASSED)).isEqualTo(1);
        assertThat(Machine.job(result, "a/test").reason()).isEqualTo("the jobs it needs wait for each other");
    }

    @Test
    void shouldRunNoMoreCommandsAtOnceThanAllowed() throws IOException {
        TestPlan plan = new TestPlan();
        for (int i = 0; i < 6; i++) {
            plan.job("c" + i + "/test", options().env("SLOTS", "1 2 3"), parallel(SLOT, SLOT));
        }
        RunResult result = machine.with(machine.options().withJobs(3)).run(plan);

        assertThat(result.count(JobOutcome.PASSED)).isEqualTo(6);
    }

    @Test
    void shouldRunAsManyCommandsAtOnceAsAllowed() throws IOException {
        // Each waits for all the others, so fewer at once would never end.
        String meet = "mkdir $MERGEABILITY_COMPONENT; until test -d a && test -d b && test -d c; do sleep 0.01; done";
        RunResult result = machine.with(machine.options().withJobs(3))
                .run(new TestPlan().job("a/test", meet).job("b/test", meet).job("c/test", meet));

        assertThat(result.count(JobOutcome.PASSED)).isEqualTo(3);
    }

    @Test
    void shouldBoundTheBranchesOfAParallel() throws IOException {
        Object[] branches = new Object[8];
        Arrays.fill(branches, sequence(SLOT, SLOT));
        JobResult job = machine.with(machine.options().withJobs(8))
                .runOnly(new TestPlan()
                        .job(
                                "a/test",
                                options().env("SLOTS", "1 2"),
                                parallel(options().maxParallel(2), branches)));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
    }

    @Test
    void shouldBoundTheCommandsOfAJob() throws IOException {
        JobResult job = machine.with(machine.options().withJobs(8))
                .runOnly(new TestPlan()
                        .job(
                                "a/test",
                                options().env("SLOTS", "1 2").maxParallel(2),
                                parallel(parallel(SLOT, SLOT, SLOT), parallel(SLOT, SLOT, SLOT))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(job.execution().commands()).hasSize(6);
    }

    @Test
    void shouldBoundTheJobsOfACategory() throws IOException {
        TestPlan plan = new TestPlan();
        for (int i = 0; i < 5; i++) {
            plan.job("a" + i + "/test", options().limit("one").env("SLOTS", "1"), sequence(SLOT, SLOT));
            plan.job("b" + i + "/test", options().limit("two").env("SLOTS", "2 3"), sequence(SLOT, SLOT));
        }
        RunResult result = machine.with(machine.options().withJobs(8).withLimits(Map.of("two", 2)))
                .run(plan);

        assertThat(result.count(JobOutcome.PASSED)).isEqualTo(10);
        assertThat(recorded.events).contains("a1/test waits Limit[category=one]");
    }

    @Test
    void shouldStartTheLongestFirstAndByNameWhereNothingIsKnown() throws IOException {
        machine.with(new RecordingListener() {
            @Override
            public void jobEnded(JobResult result) {
                recorded.jobEnded(result);
                machine.write("ended-" + result.key().component());
            }

            @Override
            public void jobStarted(JobKey job) {
                recorded.jobStarted(job);
            }
        });
        machine.with(machine.options()
                .withJobs(1)
                .withDurations(Map.of(
                        key("c/test"), Duration.ofSeconds(10),
                        key("d/test"), Duration.ofSeconds(6),
                        key("e/test"), Duration.ofSeconds(5))));
        machine.run(new TestPlan()
                .job("a/test", "true")
                .job("b/test", "true")
                .job("c/test", "until test -e ended-d; do sleep 0.01; done")
                .job("d/test", "true")
                .job("e/test", "true", "d/test"));

        // The chain of d and e takes 11 seconds.
        assertThat(recorded.ending("/test starts"))
                .containsExactly("d/test starts", "c/test starts", "e/test starts", "a/test starts", "b/test starts");
    }

    @Test
    void shouldFinishStartedJobsFirst() throws IOException {
        machine.with(machine.options().withJobs(1));
        machine.run(new TestPlan().job("a/test", sequence("true", "true")).job("b/test", "true"));

        assertThat(recorded.events)
                .containsSubsequence("a/test 1 starts", "a/test 2 starts", "a/test passed")
                .containsSubsequence("a/test 2 starts", "b/test starts");
    }

    @Test
    void shouldReportEventsInOrder() throws IOException {
        machine.with(machine.options().withJobs(1));
        machine.run(new TestPlan().job("a/test", "true").job("b/test", "exit 1", "a/test"));

        assertThat(recorded.events)
                .containsExactly(
                        "a/test waits FreeSlot[]",
                        "b/test waits NeededJobs[]",
                        "a/test starts",
                        "a/test test starts",
                        "a/test test passed",
                        "a/test passed",
                        "b/test waits FreeSlot[]",
                        "b/test starts",
                        "b/test test starts",
                        "b/test test failed",
                        "b/test failed");
    }

    @Test
    void shouldRunAThousandJobsWithAHandfulOfThreads() throws IOException {
        TestPlan plan = new TestPlan();
        for (int i = 0; i < 1000; i++) {
            plan.job("c" + i + "/test", "true");
        }
        int[] threads = new int[1];
        machine.with(machine.options().withJobs(2)).with(new RecordingListener() {
            @Override
            public void jobEnded(JobResult result) {
                threads[0] = Math.max(threads[0], Thread.activeCount());
            }
        });
        int before = Thread.activeCount();
        RunResult result = machine.run(plan);

        assertThat(result.count(JobOutcome.PASSED)).isEqualTo(1000);
        assertThat(threads[0] - before).isLessThan(10);
    }

    @Test
    void shouldRunALongChain() throws IOException {
        TestPlan plan = new TestPlan().job("c0/test", "true");
        for (int i = 1; i < 100; i++) {
            plan.job("c" + i + "/test", "true", "c" + (i - 1) + "/test");
        }

        assertThat(machine.run(plan).count(JobOutcome.PASSED)).isEqualTo(100);
    }

    @Test
    void shouldNotRunALongChainThatBeginsWithAFailure() throws IOException {
        TestPlan plan = new TestPlan().job("c0/test", "exit 1");
        for (int i = 1; i < 5_000; i++) {
            plan.job("c" + i + "/test", "true", "c" + (i - 1) + "/test");
        }

        assertThat(machine.run(plan).count(JobOutcome.NOT_RUN)).isEqualTo(4_999);
    }
}
