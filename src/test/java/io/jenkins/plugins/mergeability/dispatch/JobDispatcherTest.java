package io.jenkins.plugins.mergeability.dispatch;

import static io.jenkins.plugins.mergeability.dispatch.TestBuild.key;
import static io.jenkins.plugins.mergeability.dispatch.TestBuild.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JobDispatcherTest {

    private static final LimitSizes SIZES = new LimitSizes(name -> 1, OptionalInt.empty(), false);

    private final TestBuild build = new TestBuild();

    private static void pass(JobDispatcher dispatcher, String job) {
        dispatcher.ended(key(job), JobStatus.PASSED, "", false);
    }

    private static void fail(JobDispatcher dispatcher, String job) {
        dispatcher.ended(key(job), JobStatus.FAILED, "exit code 1", false);
    }

    @Test
    void shouldRunAJobAfterThoseItNeeds() {
        build.job("air/compile").job("air/test", options().needs("air/compile")).branchesOf("air");
        JobDispatcher dispatcher = build.dispatcher();

        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Agent(""));
        assertThat(dispatcher.claim("air", "", "one")).contains(key("air/compile"));
        assertThat(build.job(key("air/compile")).agent()).isEqualTo("one");
        pass(dispatcher, "air/compile");
        assertThat(dispatcher.claim("air", "", "one")).contains(key("air/test"));
        pass(dispatcher, "air/test");
        assertThat(dispatcher.claim("air", "", "one")).isEmpty();
        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Done());
    }

    @Test
    void shouldWakeABranchWhenTheJobItWaitsForPasses() {
        build.job("air/test").job("fire/test", options().needs("air/test")).branchesOf("air", "fire");
        JobDispatcher dispatcher = build.dispatcher();
        List<String> woken = new ArrayList<>();
        dispatcher.next("air");
        dispatcher.claim("air", "", "one");

        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Wait());
        dispatcher.await("fire", () -> woken.add("fire"));
        assertThat(woken).isEmpty();
        pass(dispatcher, "air/test");
        assertThat(woken).containsExactly("fire");
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Agent(""));
    }

    @Test
    void shouldReportWhatCanNoLongerRun() {
        build.job("air/test")
                .job("fire/test", options().needs("air/test"))
                .job("fire/site", options().needs("fire/test"))
                .branchesOf("air", "fire");
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("air");
        dispatcher.claim("air", "", "one");
        fail(dispatcher, "air/test");

        assertThat(build.status("fire/test")).isEqualTo(JobStatus.NOT_RUN);
        assertThat(build.reason("fire/test")).isEqualTo("needs air/test, which failed");
        assertThat(build.reason("fire/site")).isEqualTo("needs fire/test, which was not run");
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Done());
    }

    @Test
    void shouldRunAJobAfterAFailureThatIsAllowed() {
        build.job("air/test", options().allowFailure())
                .job("fire/test", options().needs("air/test"))
                .branchesOf("air", "fire");
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("air");
        dispatcher.claim("air", "", "one");
        fail(dispatcher, "air/test");

        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Agent(""));
    }

    @Test
    void shouldStopTheRestAfterAFirstFailure() {
        build.job("air/test").job("fire/test").branchesOf("air", "fire").failFast();
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("air");
        dispatcher.claim("air", "", "one");
        assertThat(dispatcher.isStopped()).isFalse();
        fail(dispatcher, "air/test");

        assertThat(dispatcher.isStopped()).isTrue();
        assertThat(build.reason("fire/test")).isEqualTo("another job failed, and the first failure stops the rest");
        assertThat(build.dispatcher().isStopped()).as("after a restart").isTrue();
    }

    @Test
    void shouldLetABranchFirstRunWhatNeedsAJobOfItsWorkspace() {
        build.job("air/compile")
                .job("air/test", options().needs("air/compile"))
                .job("fire/test")
                .job("metal/test", options().needs("air/compile"))
                .sharedBranch("one", "")
                .sharedBranch("two", "");
        JobDispatcher dispatcher = build.dispatcher(
                new ConcurrencyLimits(),
                SIZES,
                Map.of(key("air/compile"), 9L, key("fire/test"), 5L, key("metal/test"), 4L));
        dispatcher.next("one");
        assertThat(dispatcher.claim("one", "", "a")).contains(key("air/compile"));
        pass(dispatcher, "air/compile");
        dispatcher.next("two");

        assertThat(dispatcher.claim("one", "", "a")).contains(key("air/test"));
        assertThat(dispatcher.claim("two", "", "b")).contains(key("fire/test"));
    }

    @Test
    void shouldStartTheMostUrgentJobFirst() {
        build.job("air/test").job("fire/test").job("metal/test").sharedBranch("agent 1", "");
        JobDispatcher dispatcher =
                build.dispatcher(new ConcurrencyLimits(), SIZES, Map.of(key("fire/test"), 9L, key("metal/test"), 5L));
        dispatcher.next("agent 1");
        List<String> order = new ArrayList<>();
        for (var job = dispatcher.claim("agent 1", "", "one");
                job.isPresent();
                job = dispatcher.claim("agent 1", "", "one")) {
            order.add(job.get().toString());
            pass(dispatcher, job.get().toString());
        }

        assertThat(order).containsExactly("fire/test", "metal/test", "air/test");
    }

    @Test
    void shouldAllocateNoMoreAgentsThanThereAreJobs() {
        build.job("air/test").sharedBranch("agent 1", "").sharedBranch("agent 2", "");
        JobDispatcher dispatcher = build.dispatcher();

        assertThat(dispatcher.next("agent 1")).isEqualTo(new NextAction.Agent(""));
        assertThat(dispatcher.next("agent 2")).isEqualTo(new NextAction.Wait());
        dispatcher.claim("agent 1", "", "one");
        assertThat(dispatcher.next("agent 2")).isEqualTo(new NextAction.Done());
        assertThat(dispatcher.isBranchDone("agent 2")).isTrue();
        assertThat(dispatcher.isBranchDone("agent 1")).isFalse();
        assertThat(dispatcher.isLabelDone("")).isTrue();
    }

    @Test
    void shouldClaimOnlyJobsWithTheLabelOfTheAgent() {
        build.job("air/test", options().label("big"))
                .job("air/lint", options().label("small"))
                .branchesOf("air");
        JobDispatcher dispatcher = build.dispatcher();

        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Agent("small"));
        assertThat(dispatcher.claim("air", "small", "one")).contains(key("air/lint"));
        pass(dispatcher, "air/lint");
        assertThat(dispatcher.claim("air", "small", "one")).isEmpty();
        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Agent("big"));
    }

    @Test
    void shouldClaimAnyJobOfItsLabelsInTheCallingWorkspace() {
        build.job("air/test", options().label("big"))
                .job("fire/test", options().label("linux"))
                .callingBranch("this agent", "big", "linux");
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("this agent");

        assertThat(dispatcher.claim("this agent", "big", "one")).contains(key("air/test"));
        pass(dispatcher, "air/test");
        assertThat(dispatcher.claim("this agent", "big", "one")).contains(key("fire/test"));
    }

    @Test
    void shouldRunPlatformsInParallelWhenTheyAreReady() {
        build.job("air/test@linux").job("air/test@bsd").branchesOf("air");
        JobDispatcher dispatcher = build.dispatcher();

        assertThat(dispatcher.next("air"))
                .isEqualTo(new NextAction.Platforms(List.of(key("air/test@bsd"), key("air/test@linux"))));
        assertThat(dispatcher.next("air: test on bsd")).isEqualTo(new NextAction.Agent(""));
        assertThat(dispatcher.claim("air: test on bsd", "", "one")).contains(key("air/test@bsd"));
        assertThat(dispatcher.claim("air: test on linux", "", "two")).contains(key("air/test@linux"));
    }

    @Test
    void shouldGiveAnIsolatedJobAnAgentOfItsOwn() {
        build.job("air/test", options().isolate().label("big")).branchesOf("air");
        JobDispatcher dispatcher = build.dispatcher();

        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Isolated(key("air/test"), "big"));
        assertThat(dispatcher.assigned("air")).contains(key("air/test"));
        assertThat(dispatcher.claim("air", "big", "one")).contains(key("air/test"));
    }

    @Test
    void shouldRunAtMostSoManyJobsOfTheStep() {
        build.job("air/test").job("fire/test").branchesOf("air", "fire").maxParallel(1);
        JobDispatcher dispatcher = build.dispatcher();

        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Agent(""));
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Wait());
        dispatcher.claim("air", "", "one");
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Wait());
        pass(dispatcher, "air/test");
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Agent(""));
    }

    @Test
    void shouldShareLimitsBetweenBuilds() {
        ConcurrencyLimits limits = new ConcurrencyLimits();
        TestBuild other =
                new TestBuild().job("fire/test", options().limit("database")).branchesOf("fire");
        build.job("air/test", options().limit("database")).branchesOf("air");
        JobDispatcher first = build.dispatcher(limits, SIZES);
        JobDispatcher second = other.dispatcher(limits, SIZES);
        List<String> woken = new ArrayList<>();
        first.next("air");
        first.claim("air", "", "one");

        assertThat(second.next("fire")).isEqualTo(new NextAction.Wait());
        second.await("fire", () -> woken.add("fire"));
        pass(first, "air/test");
        assertThat(woken).containsExactly("fire");
        second.next("fire");
        assertThat(second.claim("fire", "", "one")).contains(key("fire/test"));
        second.close();
        assertThat(limits.hasRoom("another", Map.of("limit database", 1))).isTrue();
    }

    @Test
    void shouldStartAJobAgainThatLostItsAgent() {
        build.job("air/test").branchesOf("air");
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("air");
        dispatcher.claim("air", "", "doomed");
        dispatcher.agentLost("air");

        assertThat(build.status("air/test")).isEqualTo(JobStatus.WAITING);
        assertThat(build.job(key("air/test")).notes()).containsExactly("its agent doomed was lost");
        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Agent(""));
        assertThat(dispatcher.claim("air", "", "heir")).contains(key("air/test"));
        assertThat(build.job(key("air/test")).attempts()).isEqualTo(2);
    }

    @Test
    void shouldEndWhatOnlyAFailedBranchCouldRun() {
        build.job("air/test", options().label("a"))
                .job("fire/test", options().label("b"))
                .job("metal/test", options().label("b"))
                .sharedBranch("one", "a", "b")
                .sharedBranch("two", "a");
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("one");
        dispatcher.claim("one", "b", "agent");
        dispatcher.branchFailed("one", "an error");

        assertThat(build.status("fire/test")).isEqualTo(JobStatus.INTERRUPTED);
        assertThat(build.status("metal/test")).isEqualTo(JobStatus.NOT_RUN);
        assertThat(build.reason("metal/test")).isEqualTo("an error");
        assertThat(build.status("air/test")).isEqualTo(JobStatus.WAITING);
        assertThat(dispatcher.next("one")).isEqualTo(new NextAction.Done());
        assertThat(dispatcher.next("two")).isEqualTo(new NextAction.Agent("a"));
    }

    @Test
    void shouldLeaveTheJobsOfAnAbandonedBranchToOthers() {
        build.job("air/test").sharedBranch("one", "").sharedBranch("two", "");
        JobDispatcher dispatcher = build.dispatcher();

        assertThat(dispatcher.abandon("one")).isEmpty();
        assertThat(dispatcher.abandon("two")).containsExactly(key("air/test"));
    }

    @Test
    void shouldRememberClosedBranchesAfterARestart() {
        build.job("air/test").sharedBranch("one", "").sharedBranch("two", "");
        build.dispatcher().abandon("one");
        JobDispatcher restored = build.dispatcher();

        assertThat(restored.next("one")).isEqualTo(new NextAction.Done());
        assertThat(restored.abandon("two")).containsExactly(key("air/test"));
    }

    @Test
    void shouldGoOnAfterARestart() {
        ConcurrencyLimits limits = new ConcurrencyLimits();
        build.job("air/test", options().limit("database"))
                .job("fire/test", options().limit("database"))
                .branchesOf("air", "fire");
        JobDispatcher before = build.dispatcher(new ConcurrencyLimits(), SIZES);
        before.next("air");
        before.claim("air", "", "one");
        limits.close();
        JobDispatcher restored = build.dispatcher(limits, SIZES);

        assertThat(restored.assigned("air")).contains(key("air/test"));
        assertThat(restored.claim("air", "", "one")).contains(key("air/test"));
        assertThat(build.starts(key("air/test"))).isEqualTo(1);
        assertThat(restored.next("fire")).isEqualTo(new NextAction.Wait());
        limits.open();
        assertThat(restored.next("fire")).isEqualTo(new NextAction.Wait());
        pass(restored, "air/test");
        assertThat(restored.next("fire")).isEqualTo(new NextAction.Agent(""));
    }

    @Test
    void shouldRunAProvenJobAgainInTheBranchOfTheJobThatNeedsIt() {
        build.job("air/compile", options().state(JobState.PROVEN, "by #1").label("one"))
                .job("fire/test", options().needs("air/compile").label("two"))
                .branchesOf("fire");
        JobDispatcher dispatcher = build.dispatcher();
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Agent("two"));
        assertThat(dispatcher.claim("fire", "two", "b")).contains(key("fire/test"));
        dispatcher.runAgain(key("fire/test"), Map.of(key("air/compile"), "lost"));

        assertThat(build.status("air/compile")).isEqualTo(JobStatus.WAITING);
        assertThat(build.reason("fire/test")).isEqualTo("it waits for air/compile, which runs again");
        assertThat(dispatcher.claim("fire", "two", "b")).isEmpty();
        dispatcher = build.dispatcher(); // as after a restart
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Agent("one"));
        assertThat(dispatcher.claim("fire", "one", "a")).contains(key("air/compile"));
        pass(dispatcher, "air/compile");
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Agent("two"));
        assertThat(dispatcher.claim("fire", "two", "b")).contains(key("fire/test"));
        pass(dispatcher, "fire/test");
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Done());
    }

    @Test
    void shouldRunAPassedJobAgainWhereItsBranchHasEnded() {
        build.job("air/compile")
                .job("fire/test", options().needs("air/compile"))
                .branchesOf("air", "fire");
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("air");
        dispatcher.claim("air", "", "one");
        pass(dispatcher, "air/compile");
        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Done());
        dispatcher.next("fire");
        dispatcher.claim("fire", "", "one");
        dispatcher.runAgain(key("fire/test"), Map.of(key("air/compile"), "lost"));

        assertThat(dispatcher.claim("fire", "", "one")).contains(key("air/compile"));
        fail(dispatcher, "air/compile");
        assertThat(build.reason("fire/test")).isEqualTo("needs air/compile, which failed");
        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Done());
    }

    @Test
    void shouldLeaveAJobThatRunsAgainToItsOwnOpenBranch() {
        build.job("air/compile")
                .job("air/test", options().needs("air/compile", "fire/test"))
                .job("fire/test", options().needs("air/compile"))
                .branchesOf("air", "fire");
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("air");
        dispatcher.claim("air", "", "one");
        pass(dispatcher, "air/compile");
        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Wait());
        dispatcher.next("fire");
        dispatcher.claim("fire", "", "two");
        dispatcher.runAgain(key("fire/test"), Map.of(key("air/compile"), "lost"));

        assertThat(dispatcher.next("fire")).isEqualTo(new NextAction.Wait());
        assertThat(dispatcher.next("air")).isEqualTo(new NextAction.Agent(""));
    }

    @Test
    void shouldIgnoreASecondEndOfAJob() {
        build.job("air/test").branchesOf("air");
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("air");
        dispatcher.claim("air", "", "one");
        pass(dispatcher, "air/test");
        fail(dispatcher, "air/test");

        assertThat(build.status("air/test")).isEqualTo(JobStatus.PASSED);
    }

    @Test
    void shouldRunOnlyJobsThatThePlanRuns() {
        build.job("air/test", options().state(JobState.PROVEN, "by #1"))
                .job("air/site", options().needs("air/test"))
                .branchesOf("air");
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("air");

        assertThat(dispatcher.claim("air", "", "one")).contains(key("air/site"));
    }

    @Test
    void shouldNotCallBackABranchThatNoLongerWaits() {
        build.job("air/test").job("fire/test", options().needs("air/test")).branchesOf("air", "fire");
        JobDispatcher dispatcher = build.dispatcher();
        List<String> woken = new ArrayList<>();
        dispatcher.next("air");
        dispatcher.claim("air", "", "one");
        dispatcher.await("fire", () -> woken.add("fire"));
        dispatcher.cancelWait("fire");
        pass(dispatcher, "air/test");

        assertThat(woken).isEmpty();
    }

    private static final ShortJobs NEW = new ShortJobs(Map.of(), job -> Optional.of(""));

    /** Components with a job each that nobody has run before, all run by one branch. */
    private void newJobs(int components) {
        for (int i = 0; i < components; i++) {
            build.job("c%02d/test".formatted(i));
        }
        build.sharedBranch("agent 1", "");
    }

    /** Claims what the branch runs next, and runs it. */
    private int run(JobDispatcher dispatcher, long millis, JobStatus status) {
        List<JobKey> jobs =
                new ArrayList<>(dispatcher.claim("agent 1", "", "one").stream().toList());
        jobs.addAll(dispatcher.claimMore("agent 1", "", "one", NEW));
        for (JobKey job : jobs) {
            build.commandEnded(job, millis);
            dispatcher.ended(job, status, "", false);
        }
        return jobs.size();
    }

    @Test
    void shouldRunNewJobsTogetherOnceSomeOfTheirNameHavePassed() {
        newJobs(20);
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("agent 1");

        List<Integer> sizes = new ArrayList<>();
        for (int size = -1; size != 0; ) {
            size = run(dispatcher, 100, JobStatus.PASSED);
            sizes.add(size);
        }
        assertThat(sizes).containsExactly(1, 1, 1, 8, 8, 1, 0);
    }

    @Test
    void shouldRunNewJobsOneByOneAfterALongOne() {
        newJobs(20);
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("agent 1");
        for (int i = 0; i < 3; i++) {
            assertThat(run(dispatcher, 100, JobStatus.PASSED)).isEqualTo(1);
        }
        assertThat(run(dispatcher, ShortJobs.MAX_MILLIS + 1, JobStatus.PASSED)).isEqualTo(8);
        assertThat(run(dispatcher, 100, JobStatus.PASSED)).isEqualTo(1);
        assertThat(run(dispatcher, 100, JobStatus.PASSED)).isEqualTo(1);
        JobDispatcher restored = build.dispatcher();
        restored.next("agent 1");
        assertThat(run(restored, 100, JobStatus.PASSED)).as("after a restart").isEqualTo(1);
    }

    @Test
    void shouldKnowAfterARestartHowLongJobsTook() {
        newJobs(20);
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("agent 1");
        for (int i = 0; i < 3; i++) {
            run(dispatcher, 600, JobStatus.PASSED);
        }
        JobDispatcher restored = build.dispatcher();
        restored.next("agent 1");

        // Eight of 600 ms: as many as a step may have, and as long as it may be.
        assertThat(run(restored, 600, JobStatus.PASSED)).isEqualTo(8);
        assertThat(run(restored, 900, JobStatus.FAILED)).isEqualTo(8);
        assertThat(run(restored, 100, JobStatus.PASSED)).isEqualTo(1);
    }

    @Test
    void shouldRunAProvenJobAgainByItself() {
        newJobs(6);
        build.job("c90/test", options().state(JobState.PROVEN, "by #1"))
                .job("c99/site", options().needs("c90/test"));
        JobDispatcher dispatcher = build.dispatcher();
        dispatcher.next("agent 1");
        for (int i = 0; i < 3; i++) {
            run(dispatcher, 100, JobStatus.PASSED);
        }
        dispatcher.close();
        build.setStatus(key("c90/test"), JobStatus.WAITING, "lost", false);
        JobDispatcher restored = build.dispatcher();
        restored.next("agent 1");

        assertThat(run(restored, 100, JobStatus.PASSED)).isEqualTo(3);
        assertThat(build.status("c90/test")).isEqualTo(JobStatus.WAITING);
        assertThat(restored.claim("agent 1", "", "one")).contains(key("c90/test"));
    }

    /** A build of thousands of jobs must not look through all of them whenever one starts or ends. */
    @Test
    void shouldReadEachJobAFewTimes() {
        for (int jobs : List.of(100, 2_000)) {
            TestBuild build = new TestBuild();
            for (int i = 0; i < jobs; i += 2) {
                build.job("c" + i + "/compile").job("c" + i + "/test", options().needs("c" + i + "/compile"));
            }
            List<String> branches = List.of("agent 1", "agent 2", "agent 3");
            branches.forEach(branch -> build.sharedBranch(branch, ""));
            JobDispatcher dispatcher = build.dispatcher();
            branches.forEach(dispatcher::next);
            int ended = 0;
            for (boolean more = true; more; ) {
                more = false;
                for (String branch : branches) {
                    var job = dispatcher.claim(branch, "", "one");
                    job.ifPresent(key -> dispatcher.ended(key, JobStatus.PASSED, "", false));
                    ended += job.isPresent() ? 1 : 0;
                    more |= job.isPresent();
                }
            }
            assertThat(ended).isEqualTo(jobs);
            assertThat(build.reads()).isLessThan(20L * jobs);
        }
    }

    @Test
    void shouldReadEachJobAFewTimesWhenJobsRunTogether() {
        for (int jobs : List.of(100, 4_000)) {
            TestBuild build = new TestBuild();
            Map<JobKey, Long> known = new HashMap<>();
            for (int i = 0; i < jobs; i += 4) {
                build.job("c" + i + "/test")
                        .job("c" + i + "/new")
                        .job("c" + i + "/site", options().needs("c" + i + "/new"));
                build.job("c" + i + "/long");
                known.put(key("c" + i + "/test"), 10L);
                known.put(key("c" + i + "/long"), ShortJobs.MAX_MILLIS + 1);
            }
            ShortJobs together = new ShortJobs(known, job -> Optional.of(""));
            List<String> branches = List.of("agent 1", "agent 2", "agent 3");
            branches.forEach(branch -> build.sharedBranch(branch, ""));
            JobDispatcher dispatcher = build.dispatcher();
            branches.forEach(dispatcher::next);
            int ended = 0;
            int steps = 0;
            for (boolean more = true; more; ) {
                more = false;
                for (String branch : branches) {
                    List<JobKey> claimed = new ArrayList<>(
                            dispatcher.claim(branch, "", "one").stream().toList());
                    claimed.addAll(dispatcher.claimMore(branch, "", "one", together));
                    claimed.forEach(job -> dispatcher.ended(job, JobStatus.PASSED, "", false));
                    ended += claimed.size();
                    steps += claimed.isEmpty() ? 0 : 1;
                    more |= !claimed.isEmpty();
                }
            }
            assertThat(ended).isEqualTo(jobs);
            assertThat(steps).isLessThan(jobs / 2);
            assertThat(build.reads()).isLessThan(50L * jobs);
        }
    }
}
