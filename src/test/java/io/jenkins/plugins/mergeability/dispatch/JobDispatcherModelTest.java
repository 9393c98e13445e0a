package io.jenkins.plugins.mergeability.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.script.StageNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random builds whose branches behave as {@code ComponentsScript} does, one step of a random branch at a time: with lost
 * agents, agents that cannot be prepared, failures, failing branches and restarts. However they interleave, jobs run in
 * order, within the limits, once, and none is left over.
 */
class JobDispatcherModelTest {

    private static final List<String> LABELS = List.of("", "linux", "big");
    private static final Map<String, Integer> LIMITS = Map.of("one", 1, "two", 2);
    private static final int MAX_LOSSES = 3;

    /** What happened over all runs, so that the test proves that it covers the rare cases. */
    private static final class Coverage {
        private final Map<String, Integer> counts = new HashMap<>();

        void add(String event) {
            counts.merge(event, 1, Integer::sum);
        }
    }

    private enum Phase {
        ASKING,
        WAITING,
        QUEUED,
        ON_AGENT,
        RUNNING,
        JOINING,
        ENDED
    }

    /** A branch of the pipeline. */
    private static final class Branch {
        private final String name;
        private final Branch parent;
        private final boolean onCallingAgent;
        private final List<Branch> children = new ArrayList<>();
        private Phase phase = Phase.ASKING;
        private String label = "";
        private boolean isolated;
        private boolean holdsExecutor;
        private boolean aborted;
        private boolean failed;
        private int losses;
        private JobKey job;

        /** The jobs that run after that one in the same step. */
        private List<JobKey> more = List.of();

        Branch(String name, Branch parent, boolean onCallingAgent) {
            this.name = name;
            this.parent = parent;
            this.onCallingAgent = onCallingAgent;
        }
    }

    /** A build with its dispatcher and branches. */
    private static final class Build {
        private final TestBuild build;
        private final Map<JobKey, PlannedJob> planned = new HashMap<>();
        private final List<Branch> branches = new ArrayList<>();
        private final Map<JobKey, Integer> restarts = new HashMap<>();
        private final ShortJobs shortJobs;
        private JobDispatcher dispatcher;
        private boolean restarted;

        /** @param first whether no job has an outcome yet */
        Build(TestBuild build, Random random, boolean first) {
            this.build = build;
            Map<JobKey, Long> millis = new HashMap<>();
            Map<JobKey, Optional<String>> kinds = new HashMap<>();
            for (JobRecord job : build.records()) {
                if (!first && random.nextInt(4) > 0) {
                    millis.put(job.key(), (long) random.nextInt((int) ShortJobs.MAX_MILLIS * 5 / 4));
                }
                int kind = random.nextInt(6);
                kinds.put(job.key(), kind == 0 ? Optional.empty() : Optional.of(kind == 1 ? "x" : ""));
            }
            shortJobs = new ShortJobs(millis, kinds::get);
            for (PlannedComponent component : build.plan().components()) {
                component.jobs().forEach(job -> planned.put(job.key(), job));
            }
            build.facts()
                    .branches()
                    .forEach(branch -> branches.add(new Branch(branch.name(), null, branch.onCallingAgent())));
        }

        boolean isOver() {
            return branches.stream().allMatch(branch -> branch.phase == Phase.ENDED);
        }
    }

    private static final class World {
        private final Random random;
        private final List<Build> builds = new ArrayList<>();
        private final Map<String, Integer> freeExecutors = new HashMap<>();
        private final Coverage coverage;
        private final StringBuilder trace = new StringBuilder();
        private final LimitSizes sizes;
        private final boolean calm; // first builds of many components, of which most pass
        private final boolean branchesFail;
        private final int lossesOneIn;
        private final int failuresOneIn;
        private ConcurrencyLimits limits = new ConcurrencyLimits();
        private int restartsLeft;

        World(long seed, Coverage coverage) {
            this.random = new Random(seed);
            this.coverage = coverage;
            calm = oneIn(7);
            OptionalInt onController = !calm && oneIn(3) ? OptionalInt.of(1 + random.nextInt(3)) : OptionalInt.empty();
            sizes = new LimitSizes(LIMITS::get, onController, false);
            LABELS.forEach(label -> freeExecutors.put(label, 1 + random.nextInt(3)));
            branchesFail = !calm && oneIn(4);
            restartsLeft = random.nextInt(calm ? 6 : 3);
            lossesOneIn = calm ? 60 : oneIn(3) ? 2 : 12;
            failuresOneIn = calm ? 60 : 8;
            int count = 1 + random.nextInt(2);
            for (int i = 0; i < count; i++) {
                builds.add(new Build(randomBuild(), random, calm));
            }
            builds.forEach(build -> build.dispatcher = build.build.dispatcher(limits, sizes, urgency(build)));
        }

        private boolean oneIn(int n) {
            return random.nextInt(n) == 0;
        }

        private Map<JobKey, Long> urgency(Build build) {
            Map<JobKey, Long> urgency = new HashMap<>();
            build.planned.keySet().forEach(job -> urgency.put(job, (long) random.nextInt(4)));
            return urgency;
        }

        /** Jobs need only jobs before them, so that there is no cycle. */
        private TestBuild randomBuild() {
            TestBuild build = new TestBuild();
            List<String> before = new ArrayList<>();
            Set<String> labels = new LinkedHashSet<>();
            boolean plain = calm || oneIn(3); // mostly jobs that may run together
            int components = calm ? 15 + random.nextInt(25) : 1 + random.nextInt(4);
            for (int c = 0; c < components; c++) {
                int jobs = 1 + random.nextInt(calm ? 2 : 4);
                for (int j = 0; j < jobs; j++) {
                    List<String> platforms = !plain && oneIn(4)
                            ? List.of("@x", "@y", "@z").subList(0, 1 + random.nextInt(3))
                            : List.of("");
                    boolean isolate = oneIn(plain ? 20 : 5);
                    boolean allowFailure = oneIn(5);
                    List<String> added = new ArrayList<>();
                    for (String platform : platforms) {
                        TestBuild.Options options = TestBuild.options();
                        String label = plain ? "" : LABELS.get(random.nextInt(LABELS.size()));
                        labels.add(label);
                        options.label(label)
                                .needs(before.stream()
                                        .filter(need -> oneIn(calm ? 200 : plain ? 20 : 4))
                                        .limit(2)
                                        .toArray(String[]::new));
                        if (isolate) {
                            options.isolate();
                        }
                        if (allowFailure) {
                            options.allowFailure();
                        }
                        if (oneIn(plain ? 20 : 4)) {
                            options.limit(oneIn(2) ? "one" : "two");
                        }
                        if (oneIn(8)) {
                            options.state(oneIn(3) ? JobState.SKIPPED : JobState.PROVEN, "before");
                        }
                        String name = "c" + c + "/j" + j + platform;
                        build.job(name, options);
                        added.add(name);
                    }
                    before.addAll(added);
                }
            }
            if (!plain && oneIn(2)) {
                for (int c = 0; c < components; c++) {
                    build.branchesOf("c" + c);
                }
            } else {
                if (oneIn(3)) {
                    build.callingBranch("this agent", labels.toArray(String[]::new));
                }
                for (String label : labels) {
                    for (int i = 0; i <= random.nextInt(3); i++) {
                        build.sharedBranch("agent " + (i + 1) + ", " + label, label);
                    }
                }
            }
            if (oneIn(3)) {
                build.maxParallel(1 + random.nextInt(3));
            }
            if (oneIn(4)) {
                build.failFast();
            }
            return build;
        }

        void run() {
            for (int step = 0; step < 5_000; step++) {
                if (restartsLeft > 0 && oneIn(40)) {
                    restartsLeft--;
                    restart();
                    check();
                }
                List<Runnable> moves = moves();
                if (moves.isEmpty()) {
                    break;
                }
                moves.get(random.nextInt(moves.size())).run();
                check();
            }
            for (Build build : builds) {
                assertThat(build.isOver()).as(this::describe).isTrue();
                for (PlannedJob job : build.planned.values()) {
                    JobRecord record = build.build.job(job.key());
                    assertThat(record.status().finished())
                            .as(() -> job.key() + " is left over\n" + describe())
                            .isTrue();
                    if (record.status() == JobStatus.NOT_RUN) {
                        coverage.add("not run");
                        assertThat(record.reason()).as(this::describe).isNotEmpty();
                    }
                }
                build.dispatcher.close();
            }
            assertThat(limits.hasRoom("another", LIMIT_SIZES))
                    .as(this::describe)
                    .isTrue();
        }

        private List<Runnable> moves() {
            List<Runnable> moves = new ArrayList<>();
            for (Build build : builds) {
                for (Branch branch : List.copyOf(build.branches)) {
                    switch (branch.phase) {
                        case ASKING, ON_AGENT, RUNNING -> moves.add(() -> move(build, branch));
                        case WAITING -> {
                            if (branch.aborted) {
                                moves.add(() -> move(build, branch));
                            }
                        }
                        case QUEUED -> {
                            boolean needless = build.dispatcher.isBranchDone(branch.name)
                                    || build.dispatcher.isLabelDone(branch.label);
                            if (branch.aborted || needless || freeExecutors.get(branch.label) > 0) {
                                moves.add(() -> move(build, branch));
                            }
                        }
                        case JOINING -> {
                            if (branch.children.stream().allMatch(child -> child.phase == Phase.ENDED)) {
                                moves.add(() -> join(build, branch));
                            }
                        }
                        case ENDED -> {}
                    }
                }
            }
            return moves;
        }

        private void move(Build build, Branch branch) {
            if (branch.aborted) {
                coverage.add("aborted");
                if (branch.phase == Phase.WAITING) {
                    build.dispatcher.cancelWait(branch.name);
                }
                build.dispatcher
                        .assigned(branch.name)
                        .forEach(job -> build.dispatcher.ended(job, JobStatus.INTERRUPTED, "aborted", false));
                fail(build, branch, "aborted");
                return;
            }
            if (branchesFail && oneIn(60)) {
                coverage.add("branch failed");
                if (branch.phase == Phase.WAITING) {
                    build.dispatcher.cancelWait(branch.name);
                }
                fail(build, branch, "an error");
                return;
            }
            switch (branch.phase) {
                case ASKING -> ask(build, branch);
                case QUEUED -> allocate(build, branch);
                case ON_AGENT -> claim(build, branch);
                case RUNNING -> end(build, branch);
                default -> throw new AssertionError(branch.phase);
            }
        }

        private void ask(Build build, Branch branch) {
            NextAction next = build.dispatcher.next(branch.name);
            log(build, branch.name + " next " + next);
            if (next instanceof NextAction.Done) {
                branch.phase = Phase.ENDED;
            } else if (next instanceof NextAction.Wait) {
                coverage.add("wait");
                await(build, branch);
            } else if (next instanceof NextAction.Platforms platforms) {
                coverage.add("platforms");
                assertThat(platforms.jobs()).hasSizeGreaterThan(1);
                branch.phase = Phase.JOINING;
                branch.children.clear();
                for (JobKey job : platforms.jobs()) {
                    Branch child = new Branch(StageNames.ofJob(job), branch, false);
                    branch.children.add(child);
                    build.branches.add(child);
                }
            } else {
                branch.isolated = next instanceof NextAction.Isolated;
                branch.label = next instanceof NextAction.Isolated isolated
                        ? isolated.label()
                        : ((NextAction.Agent) next).label();
                branch.phase = branch.onCallingAgent ? Phase.ON_AGENT : Phase.QUEUED;
            }
        }

        private void await(Build build, Branch branch) {
            branch.phase = Phase.WAITING;
            build.dispatcher.await(branch.name, () -> {
                if (branch.phase == Phase.WAITING) {
                    branch.phase = Phase.ASKING;
                }
            });
        }

        private void allocate(Build build, Branch branch) {
            boolean needless = build.dispatcher.isBranchDone(branch.name) || build.dispatcher.isLabelDone(branch.label);
            if (needless && (oneIn(2) || freeExecutors.get(branch.label) == 0)) {
                coverage.add("queue item canceled");
                branch.phase = Phase.ASKING;
                failIfStopped(build, branch);
                return;
            }
            if (oneIn(lossesOneIn)) {
                coverage.add("not prepared");
                recover(build, branch, "no agent could be prepared");
                return;
            }
            freeExecutors.merge(branch.label, -1, Integer::sum);
            branch.holdsExecutor = true;
            branch.phase = Phase.ON_AGENT;
        }

        private void claim(Build build, Branch branch) {
            Optional<JobKey> claimed = build.dispatcher.claim(branch.name, branch.label, "agent");
            log(build, branch.name + " claims " + claimed);
            if (claimed.isEmpty()) {
                release(branch);
                branch.phase = Phase.ASKING;
                failIfStopped(build, branch);
                return;
            }
            branch.job = claimed.get();
            Set<JobKey> waiting = build.build.records().stream()
                    .filter(job -> job.status() == JobStatus.WAITING)
                    .map(JobRecord::key)
                    .collect(Collectors.toSet());
            branch.more = build.dispatcher.claimMore(branch.name, branch.label, "agent", build.shortJobs);
            if (waiting.containsAll(branch.more)) { // else they came together before a crash
                checkLengths(build, branch);
            }
            branch.phase = Phase.RUNNING;
            branch.losses = 0;
            coverage.add("run");
            checkClaimed(build, branch, branch.job);
            for (JobKey job : branch.more) {
                log(build, branch.name + " claims, too, " + job);
                coverage.add("together");
                checkClaimed(build, branch, job);
                assertThat(build.planned.get(job).definition().settings())
                        .as(this::describe)
                        .matches(settings ->
                                !settings.isolate() && settings.limit().isEmpty());
            }
        }

        /** Jobs that have just come together are short, as far as one can know from the records. */
        private void checkLengths(Build build, Branch branch) {
            if (branch.more.isEmpty()) {
                return;
            }
            long total = 0;
            int estimated = 0;
            for (JobKey job :
                    Stream.concat(Stream.of(branch.job), branch.more.stream()).toList()) {
                Optional<Long> known =
                        Optional.ofNullable(build.shortJobs.millis().get(job));
                Optional<Long> length = known.or(() -> estimate(build, job));
                assertThat(length)
                        .as(() -> job + " is not short\n" + describe())
                        .isPresent();
                assertThat(length.get()).as(this::describe).isLessThanOrEqualTo(ShortJobs.MAX_MILLIS);
                assertThat(build.shortJobs.kind().apply(job)).as(this::describe).isPresent();
                total += length.get();
                estimated += known.isPresent() ? 0 : 1;
            }
            if (estimated > 0) {
                coverage.add("together by an estimate");
                if (build.restarted) {
                    coverage.add("together by an estimate, after a restart");
                }
            }
            if (estimated == ShortJobs.MAX_ESTIMATED) {
                coverage.add("as many as may be estimated");
            }
            assertThat(estimated).as(this::describe).isLessThanOrEqualTo(ShortJobs.MAX_ESTIMATED);
            assertThat(total).as(this::describe).isLessThanOrEqualTo(ShortJobs.MAX_STEP_MILLIS);
        }

        /** The estimate for a job by the records of all others. */
        private Optional<Long> estimate(Build build, JobKey job) {
            List<JobRecord> ran = build.build.records().stream()
                    .filter(other -> other.key().job().equals(job.job())
                            && other.key().platform().equals(job.platform())
                            && (other.status().ran() || other.status() == JobStatus.INTERRUPTED))
                    .toList();
            boolean allPassed = ran.stream().allMatch(other -> other.status() == JobStatus.PASSED);
            if (ran.size() < JobEstimates.MIN_JOBS || !allPassed) {
                return Optional.empty();
            }
            return ran.stream().map(JobRecord::commandMillis).max(Comparator.naturalOrder());
        }

        private void checkClaimed(Build build, Branch branch, JobKey job) {
            assertThat(build.build.job(job).status()).as(this::describe).isEqualTo(JobStatus.RUNNING);
            assertThat(build.build.job(job).branch()).as(this::describe).isEqualTo(branch.name);
            assertThat(build.planned.get(job).needs())
                    .as(() -> job + " runs before its needs\n" + describe())
                    .allMatch(need -> build.build.job(need).satisfiesNeed());
            assertThat(build.build.starts(job))
                    .as(() -> job + " runs twice\n" + describe())
                    .isEqualTo(1 + build.restarts.getOrDefault(job, 0));
        }

        private void end(Build build, Branch branch) {
            JobKey job = branch.job;
            if (!branch.onCallingAgent && oneIn(lossesOneIn)) {
                coverage.add("agent lost");
                recover(build, branch, "its agent was lost");
                return;
            }
            branch.job = null;
            end(build, job);
            for (JobKey other : branch.more) {
                if (oneIn(4)) {
                    coverage.add("separated");
                    log(build, other + " runs again by itself");
                    build.restarts.merge(other, 1, Integer::sum);
                    build.dispatcher.separate(other, "not clear");
                } else {
                    end(build, other);
                }
            }
            branch.more = List.of();
            boolean leaves = branch.isolated;
            branch.phase = Phase.ON_AGENT;
            failIfStopped(build, branch);
            if (leaves && branch.phase != Phase.ENDED) {
                release(branch);
                branch.phase = Phase.ASKING;
            }
        }

        private void end(Build build, JobKey job) {
            JobStatus status = oneIn(failuresOneIn)
                    ? JobStatus.FAILED
                    : oneIn(failuresOneIn * 3 / 2) ? JobStatus.UNSTABLE : JobStatus.PASSED;
            log(build, job + " ends: " + status);
            build.build.commandEnded(job, random.nextInt((int) ShortJobs.MAX_MILLIS * (oneIn(20) ? 8 : 1) / 4));
            build.dispatcher.ended(job, status, status == JobStatus.PASSED ? "" : "exit code 1", false);
        }

        /** What {@code StepInvocation.recovers} decides. */
        private void recover(Build build, Branch branch, String why) {
            release(branch);
            List<JobKey> jobs = build.dispatcher.assigned(branch.name);
            log(build, branch.name + ": " + why + " " + jobs);
            branch.job = null;
            branch.more = List.of();
            branch.phase = Phase.ASKING;
            if (++branch.losses < MAX_LOSSES) {
                jobs.stream()
                        .filter(key -> build.build.job(key).status() == JobStatus.RUNNING)
                        .forEach(key -> build.restarts.merge(key, 1, Integer::sum));
                build.dispatcher.agentLost(branch.name);
            } else if (!jobs.isEmpty()) {
                coverage.add("lost for good");
                jobs.forEach(job -> build.dispatcher.ended(job, JobStatus.FAILED, why, false));
            } else {
                coverage.add("abandoned");
                build.dispatcher
                        .abandon(branch.name)
                        .forEach(key -> build.dispatcher.ended(key, JobStatus.FAILED, why, false));
            }
            failIfStopped(build, branch);
        }

        private void join(Build build, Branch branch) {
            branch.phase = Phase.ASKING;
            if (branch.children.stream().anyMatch(child -> child.failed)) {
                fail(build, branch, "a platform failed");
            } else {
                failIfStopped(build, branch);
            }
        }

        private void failIfStopped(Build build, Branch branch) {
            if (build.dispatcher.isStopped()) {
                coverage.add("stopped");
                fail(build, branch, "the first failure stops the rest");
            }
        }

        private void fail(Build build, Branch branch, String why) {
            log(build, branch.name + " fails: " + why);
            release(branch);
            branch.failed = true;
            branch.job = null;
            branch.more = List.of();
            branch.phase = Phase.ENDED;
            build.dispatcher.branchFailed(branch.name, why);
            if (build.build.facts().failFast()) {
                build.branches.stream()
                        .filter(other -> other.phase != Phase.ENDED && other.phase != Phase.JOINING)
                        .forEach(other -> other.aborted = true);
            }
        }

        private void release(Branch branch) {
            if (branch.holdsExecutor) {
                freeExecutors.merge(branch.label, 1, Integer::sum);
                branch.holdsExecutor = false;
            }
        }

        /** Dispatchers and limits are new; the records, and what the branches do, are as before. */
        private void restart() {
            coverage.add("restart");
            trace.append("restart\n");
            limits = new ConcurrencyLimits();
            limits.close();
            List<Build> resumed =
                    builds.stream().filter(build -> !build.isOver()).toList();
            for (Build build : resumed) {
                build.dispatcher = build.build.dispatcher(limits, sizes, urgency(build));
                build.restarted = true;
                build.branches.stream()
                        .filter(branch -> branch.phase == Phase.RUNNING && oneIn(3))
                        .forEach(branch -> {
                            coverage.add("program older than the record");
                            branch.phase = Phase.ON_AGENT;
                        });
            }
            limits.open();
            for (Build build : resumed) {
                build.branches.stream()
                        .filter(branch -> branch.phase == Phase.WAITING)
                        .forEach(branch -> await(build, branch));
            }
        }

        private void check() {
            Map<String, Integer> limited = new HashMap<>();
            int running = 0;
            for (Build build : builds) {
                Set<String> busy = new LinkedHashSet<>();
                int ofBuild = 0;
                for (PlannedJob job : build.planned.values()) {
                    JobRecord record = build.build.job(job.key());
                    if (record.status() == JobStatus.RUNNING) {
                        ofBuild += busy.add(record.branch()) ? 1 : 0;
                        assertThat(build.dispatcher.assigned(record.branch()))
                                .as(this::describe)
                                .contains(job.key());
                        job.definition().settings().limit().ifPresent(name -> limited.merge(name, 1, Integer::sum));
                    }
                }
                running += ofBuild;
                int max = build.build.facts().maxParallel();
                if (max > 0) {
                    assertThat(ofBuild).as(this::describe).isLessThanOrEqualTo(max);
                }
            }
            limited.forEach(
                    (name, count) -> assertThat(count).as(this::describe).isLessThanOrEqualTo(LIMITS.get(name)));
            if (sizes.ofController().isPresent()) {
                assertThat(running)
                        .as(this::describe)
                        .isLessThanOrEqualTo(sizes.ofController().getAsInt());
            }
        }

        private void log(Build build, String event) {
            trace.append("build ")
                    .append(builds.indexOf(build))
                    .append(": ")
                    .append(event)
                    .append('\n');
        }

        private String describe() {
            StringBuilder text = new StringBuilder(trace);
            for (Build build : builds) {
                text.append(build.build.facts()).append('\n');
                build.planned.forEach((key, job) -> text.append(key)
                        .append(" needs ")
                        .append(job.needs())
                        .append(job.definition().settings().isolate() ? " isolated" : "")
                        .append(job.definition()
                                .settings()
                                .limit()
                                .map(name -> " limit " + name)
                                .orElse(""))
                        .append(' ')
                        .append(build.build.job(key))
                        .append('\n'));
                build.branches.forEach(branch -> text.append(branch.name)
                        .append(": ")
                        .append(branch.phase)
                        .append('\n'));
            }
            return text.toString();
        }
    }

    private static final Map<String, Integer> LIMIT_SIZES = Map.of("limit one", 1, "limit two", 1, "controller", 1);

    @Test
    void shouldRunEveryJobOnceInOrderWithinTheLimits() {
        Coverage coverage = new Coverage();
        for (long seed = 0; seed < 1_500; seed++) {
            try {
                new World(seed, coverage).run();
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }

        assertThat(coverage.counts.keySet())
                .contains(
                        "run",
                        "wait",
                        "platforms",
                        "queue item canceled",
                        "not prepared",
                        "agent lost",
                        "lost for good",
                        "abandoned",
                        "not run",
                        "stopped",
                        "aborted",
                        "branch failed",
                        "restart",
                        "program older than the record",
                        "together",
                        "together by an estimate",
                        "together by an estimate, after a restart",
                        "as many as may be estimated",
                        "separated");
        assertThat(coverage.counts.values()).allMatch(count -> count >= 30);
    }
}
