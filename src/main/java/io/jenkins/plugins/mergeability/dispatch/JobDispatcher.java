package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Assigns the jobs of a plan to the branches of the pipeline: after the jobs they need, within the limits, the most urgent
 * first. Its state can be restored from the store, so a restart loses nothing. A branch that asks again gets the jobs that it
 * has. Thread-safe.
 */
public final class JobDispatcher {

    private static final String STOPPED = "another job failed, and the first failure stops the rest";

    private final JobStatusStore store;
    private final NeedStates needs;
    private final BranchJobs branches;
    private final int maxParallel;
    private final boolean failFast;
    private final ConcurrencyLimits limits;
    private final LimitSizes sizes;

    private final Map<JobKey, PlannedJob> planned = new HashMap<>();

    /** The jobs that run and have not ended, the most urgent first: each question looks only through these. */
    private final OpenJobs open;

    /** Whether a job that waits has lost its branch, so that nobody has looked yet whether it can still run. */
    private boolean unchecked;

    /** The jobs that branches have. */
    private final Assignments assigned = new Assignments();

    /** How long jobs without an outcome take, by those that have ended. */
    private final JobEstimates estimates = new JobEstimates();

    /** The label of the agent that a branch is about to get. */
    private final Map<String, String> awaitedAgents = new HashMap<>();

    private final Map<String, Runnable> waiting = new LinkedHashMap<>();
    private final Set<String> closedBranches = new HashSet<>();
    private final Runnable limitListener = this::notifyWaiting;
    private final Object owner = new Object();
    private boolean stopped;

    /** @param urgency the urgency of the jobs; greater values run earlier */
    public JobDispatcher(
            Plan plan,
            BuildFacts facts,
            JobStatusStore store,
            ConcurrencyLimits limits,
            LimitSizes sizes,
            Map<JobKey, Long> urgency) {
        plan.components().forEach(component -> component.jobs().forEach(job -> planned.put(job.key(), job)));
        this.store = store;
        this.needs = new NeedStates(store, planned::get);
        this.branches = new BranchJobs(facts);
        this.maxParallel = facts.maxParallel();
        this.failFast = facts.failFast();
        this.limits = limits;
        this.sizes = sizes;
        this.open = new OpenJobs(store, needs, planned.values());
        for (PlannedJob job : byUrgency(planned.values(), urgency)) {
            open.add(job);
            JobRecord now = store.job(job.key());
            estimates.ended(now);
            if (now.status() == JobStatus.RUNNING) {
                assigned.add(now.branch(), job.key());
                limits.restore(holder(job.key()), sizes.of(job).keySet());
            }
        }
        stopped = failFast && planned.keySet().stream().map(store::job).anyMatch(JobRecord::failed);
        closedBranches.addAll(store.closedBranches());
        limits.addListener(limitListener);
        endBlockedJobs();
    }

    private List<PlannedJob> byUrgency(Collection<PlannedJob> planned, Map<JobKey, Long> urgency) {
        return planned.stream()
                .filter(job -> job.state() == JobState.RUN || runsAgain(job))
                .sorted(Comparator.comparing((PlannedJob job) -> urgency.getOrDefault(job.key(), 0L))
                        .reversed()
                        .thenComparing(PlannedJob::key))
                .toList();
    }

    /** Releases its places of the limits; it is not used any more. */
    public void close() {
        limits.removeListener(limitListener);
        Set<JobKey> held;
        synchronized (this) {
            held = assigned.all();
        }
        held.forEach(job -> limits.release(holder(job)));
    }

    /** The jobs of a branch: several if they run together. */
    public synchronized List<JobKey> assigned(String branch) {
        return assigned.of(branch);
    }

    /** What a branch does next. */
    public NextAction next(String branch) {
        NextAction next;
        boolean freed;
        synchronized (this) {
            boolean counted = awaitedAgents.containsKey(branch);
            next = decide(branch);
            if (next instanceof NextAction.Done) {
                closeBranch(branch);
            }
            freed = counted
                    && !awaitedAgents.containsKey(branch)
                    && assigned.of(branch).isEmpty();
        }
        if (freed) {
            notifyWaiting();
        }
        return next;
    }

    private NextAction decide(String branch) {
        awaitedAgents.remove(branch);
        JobKey own = assigned.first(branch).orElse(null);
        if (own != null && mayStart(own)) {
            return isIsolated(planned.get(own))
                    ? new NextAction.Isolated(own, branches.label(own))
                    : awaitAgent(branch, branches.label(own));
        }
        assigned.of(branch).forEach(this::unassign);
        if (closedBranches.contains(branch)) {
            return new NextAction.Done();
        }
        List<PlannedJob> open = openJobs(branch);
        if (open.isEmpty()) {
            return new NextAction.Done();
        }
        for (PlannedJob job : open) {
            if (!isReady(job)) {
                continue;
            }
            List<JobKey> platforms = parallelPlatforms(branch, job, open);
            if (platforms.size() > 1) {
                return new NextAction.Platforms(platforms);
            }
            if (isIsolated(job)) {
                // It takes its places of the limits once it has an agent: their holders may be waiting for that agent.
                if (isWithinMaxParallel(0)) {
                    assigned.add(branch, job.key());
                    return new NextAction.Isolated(job.key(), branches.label(job.key()));
                }
            } else if (needsAnotherAgent(branch, job, open)) {
                return awaitAgent(branch, branches.label(job.key()));
            }
        }
        return new NextAction.Wait();
    }

    /**
     * The next job for a branch that has an agent; empty if the branch has to release the agent.
     *
     * @param agent the name of the agent's node
     */
    public Optional<JobKey> claim(String branch, String label, String agent) {
        Optional<JobKey> claimed;
        boolean freed;
        synchronized (this) {
            boolean counted = awaitedAgents.remove(branch) != null;
            claimed = choose(branch, label, agent);
            freed = counted && claimed.isEmpty();
        }
        if (freed) {
            notifyWaiting();
        }
        return claimed;
    }

    private Optional<JobKey> choose(String branch, String label, String agent) {
        JobKey own = assigned.first(branch).orElse(null);
        if (own != null && !acquire(planned.get(own))) {
            // Another job was faster; the next branch to ask gets this one when there is a place.
            unassign(own);
            return Optional.empty();
        }
        if (own == null) {
            List<PlannedJob> held = branches.isShared(branch) ? open.heldBy(branch) : List.of();
            own = Stream.concat(held.stream(), open.all().stream())
                    .filter(job -> isOpen(branch, job.key())
                            && (branches.onCallingAgent(branch)
                                    || branches.label(job.key()).equals(label))
                            && !isIsolated(job)
                            && parallelPlatforms(branch, job, open.all()).size() <= 1
                            && isReady(job)
                            && assign(branch, job))
                    .findFirst()
                    .map(PlannedJob::key)
                    .orElse(null);
        }
        // A pipeline whose program is older than the record, after a crash, claims a job that already runs.
        if (own != null && store.job(own).status() != JobStatus.RUNNING) {
            store.started(own, branch, agent);
        }
        return Optional.ofNullable(own);
    }

    /**
     * More jobs for a branch that has just claimed one, to run together with it in one step: its share of those that may,
     * in the order of their urgency. They are in no limit and need nothing that is not met.
     *
     * @param agent the name of the agent's node
     * @param together which jobs may run together
     */
    public List<JobKey> claimMore(String branch, String label, String agent, ShortJobs together) {
        List<JobKey> more = new ArrayList<>();
        synchronized (this) {
            List<JobKey> own = assigned.of(branch);
            if (own.size() > 1) {
                return own.subList(1, own.size()); // after a crash, as in choose
            }
            if (own.isEmpty() || failFast || !branches.isShared(branch) || branches.onCallingAgent(branch)) {
                return more;
            }
            PlannedJob first = planned.get(own.get(0));
            if (store.job(first.key()).attempts() > 1
                    || !mayShare(first)
                    || !together.includes(first.key(), estimates)) {
                return more;
            }
            // What reads no records comes first: every claim looks through many jobs.
            Stream<JobKey> candidates = open.all().stream()
                    .filter(job -> branches.label(job.key()).equals(label)
                            && mayShare(job)
                            && together.isShort(job.key(), estimates)
                            && isOpen(branch, job.key())
                            && store.job(job.key()).attempts() == 0
                            && needs.areMet(job))
                    .map(PlannedJob::key);
            for (JobKey job : together.company(first.key(), candidates, lanes(label), estimates)) {
                assigned.add(branch, job);
                store.started(job, branch, agent);
                more.add(job);
            }
        }
        return more;
    }

    private boolean mayShare(PlannedJob job) {
        return job.state() == JobState.RUN && !isIsolated(job) && sizes.of(job).isEmpty();
    }

    /** How many branches may run jobs with a label at a time. */
    private int lanes(String label) {
        long open = branches.names().stream()
                .filter(name -> !closedBranches.contains(name) && branches.sharesLabel(name, label))
                .count();
        return (int) Math.max(1, maxParallel == 0 ? open : Math.min(open, maxParallel));
    }

    /** A branch has lost its agent: its jobs start again on others. */
    public void agentLost(String branch) {
        restart(branch, job -> "its agent " + job.agent() + " was lost");
    }

    /** A branch leaves its workspace: its jobs start again in others. */
    public void workspaceLost(String branch, String why) {
        restart(branch, job -> why);
    }

    /** The first job stays with its branch. */
    private void restart(String branch, Function<JobRecord, String> why) {
        List<JobKey> own;
        synchronized (this) {
            own = assigned.of(branch);
            for (JobKey job : own) {
                if (store.job(job).status() == JobStatus.RUNNING) {
                    store.setStatus(job, JobStatus.WAITING, why.apply(store.job(job)), false);
                }
            }
            own.stream().skip(1).forEach(this::unassign);
        }
        own.forEach(job -> limits.release(holder(job)));
        if (own.size() > 1) {
            notifyWaiting();
        }
    }

    /** A job that ran together with others has not ended there. It runs again, by itself. */
    public void separate(JobKey job, String why) {
        synchronized (this) {
            if (store.job(job).status() == JobStatus.RUNNING) {
                store.setStatus(job, JobStatus.WAITING, why, false);
            }
            unassign(job);
        }
        notifyWaiting();
    }

    private void unassign(JobKey job) {
        assigned.remove(job);
        unchecked = true;
    }

    /**
     * A job cannot start, as jobs that it needs have to run again. It waits for them; its branch may run them.
     *
     * @param needs the jobs to run again, each with the reason
     */
    public void runAgain(JobKey job, Map<JobKey, String> needs) {
        synchronized (this) {
            needs.forEach((need, why) -> {
                if (store.job(need).status().finished()) {
                    store.setStatus(need, JobStatus.WAITING, why, false);
                    open.add(planned.get(need));
                }
            });
            String names = String.join(
                    ", ",
                    JobNeeds.of(job, key -> planned.get(key).needs()).stream()
                            .filter(need -> !store.job(need).status().finished())
                            .map(JobKey::toString)
                            .toList());
            store.setStatus(job, JobStatus.WAITING, "it waits for " + names + ", which runs again", false);
            unassign(job);
        }
        limits.release(holder(job));
        notifyWaiting();
    }

    /** Whether a job was started before, or was proven when the build was planned. */
    private boolean runsAgain(PlannedJob job) {
        JobRecord now = store.job(job.key());
        return now.attempts() > 0 || job.state() == JobState.PROVEN && now.status() != JobStatus.PROVEN;
    }

    /** A branch has ended with an error. Its job, and the jobs that no other branch can run, end with it. */
    public void branchFailed(String branch, String why) {
        List<JobKey> ending = new ArrayList<>();
        synchronized (this) {
            awaitedAgents.remove(branch);
            waiting.remove(branch);
            closeBranch(branch);
            ending.addAll(jobsOfNoOtherBranch(branch));
            ending.addAll(assigned.of(branch));
        }
        for (JobKey job : ending) {
            boolean running = store.job(job).status() == JobStatus.RUNNING;
            ended(job, running ? JobStatus.INTERRUPTED : JobStatus.NOT_RUN, why, false);
        }
        notifyWaiting();
    }

    /** Closes a branch that cannot get a usable agent, if others run the same jobs; returns the jobs that nobody can run. */
    public synchronized List<JobKey> abandon(String branch) {
        if (!branches.isShared(branch)) {
            return openJobs(branch).stream().map(PlannedJob::key).toList();
        }
        closeBranch(branch);
        return jobsOfNoOtherBranch(branch);
    }

    private void closeBranch(String branch) {
        if (closedBranches.add(branch) && branches.names().contains(branch)) {
            store.branchClosed(branch);
        }
    }

    private List<JobKey> jobsOfNoOtherBranch(String branch) {
        return openJobs(branch).stream()
                .map(PlannedJob::key)
                .filter(this::isOfNoOpenBranch)
                .toList();
    }

    private boolean isOfNoOpenBranch(JobKey job) {
        return branches.names().stream()
                .noneMatch(other -> !closedBranches.contains(other) && branches.mayRun(other, job));
    }

    /** A job has ended. A second end of the same job is ignored. */
    public void ended(JobKey job, JobStatus status, String why, boolean flaky) {
        synchronized (this) {
            if (!store.job(job).status().finished()) {
                store.setStatus(job, status, why, flaky);
                estimates.ended(store.job(job));
            }
            assigned.remove(job);
            open.ended(job);
            if (failFast && store.job(job).failed()) {
                stopped = true;
            }
            if (stopped || unchecked || !store.job(job).satisfiesNeed()) {
                endBlockedJobs();
            }
        }
        limits.release(holder(job));
        notifyWaiting();
    }

    /** Whether a first failure has stopped the rest. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /** Calls back, once, as soon as a branch has something else to do than to wait. */
    public void await(String branch, Runnable callback) {
        synchronized (this) {
            waiting.put(branch, callback);
        }
        notifyWaiting();
    }

    /** A branch no longer waits. */
    public synchronized void cancelWait(String branch) {
        waiting.remove(branch);
    }

    private void notifyWaiting() {
        List<Runnable> ready = new ArrayList<>();
        synchronized (this) {
            for (String branch : List.copyOf(waiting.keySet())) {
                // The branch itself asks for the action once more.
                if (!(decide(branch) instanceof NextAction.Wait)) {
                    ready.add(waiting.remove(branch));
                }
            }
        }
        ready.forEach(Runnable::run);
    }

    /** Whether no job waits for an agent with this label. */
    public synchronized boolean isLabelDone(String label) {
        return open.all().stream()
                .map(PlannedJob::key)
                .noneMatch(job ->
                        branches.label(job).equals(label) && store.job(job).status() == JobStatus.WAITING);
    }

    /** Whether a branch has no job and will get none. */
    public synchronized boolean isBranchDone(String branch) {
        return assigned.of(branch).isEmpty() && openJobs(branch).isEmpty();
    }

    private NextAction awaitAgent(String branch, String label) {
        awaitedAgents.put(branch, label);
        return new NextAction.Agent(label);
    }

    /** The jobs that wait and that a branch may run. */
    private List<PlannedJob> openJobs(String branch) {
        return open.all().stream().filter(job -> isOpen(branch, job.key())).toList();
    }

    private boolean isOpen(String branch, JobKey job) {
        return isUnassigned(job) && mayRun(branch, job);
    }

    /**
     * Whether a branch may run a job. One that runs again may run in a branch with a job that waits for it, if the branches
     * that could run it have ended, or wait for this one.
     */
    private boolean mayRun(String branch, JobKey job) {
        return branches.mayRun(branch, job)
                || runsAgain(planned.get(job))
                        && (!branches.names().contains(branch) || isOfNoOpenBranch(job))
                        && open.all().stream()
                                .map(PlannedJob::key)
                                .anyMatch(other -> isUnassigned(other)
                                        && branches.mayRun(branch, other)
                                        && JobNeeds.of(
                                                        other,
                                                        key -> planned.get(key).needs())
                                                .contains(job));
    }

    private boolean isUnassigned(JobKey job) {
        return store.job(job).status() == JobStatus.WAITING && !assigned.contains(job);
    }

    /** Whether there is a job for one more branch than those that already wait for an agent. */
    private boolean needsAnotherAgent(String branch, PlannedJob wanted, List<PlannedJob> open) {
        if (!branches.isShared(branch) || awaitedAgents.isEmpty()) {
            return isWithinMaxParallel(awaitedAgents.size());
        }
        String label = branches.label(wanted.key());
        long awaiting = awaitedAgents.entrySet().stream()
                .filter(other ->
                        branches.isShared(other.getKey()) && other.getValue().equals(label))
                .count();
        long ready = open.stream()
                .filter(job -> branches.label(job.key()).equals(label) && !isIsolated(job) && isReady(job))
                .count();
        return ready > awaiting && isWithinMaxParallel(awaitedAgents.size());
    }

    private boolean isWithinMaxParallel(int more) {
        return maxParallel == 0 || assigned.running() + more < maxParallel;
    }

    private boolean assign(String branch, PlannedJob job) {
        if (!isWithinMaxParallel(0) || !acquire(job)) {
            return false;
        }
        assigned.add(branch, job.key());
        return true;
    }

    private boolean acquire(PlannedJob job) {
        return limits.acquire(holder(job.key()), sizes.of(job));
    }

    /** Whether the job of a branch runs already, or its limits have room. */
    private boolean mayStart(JobKey job) {
        return store.job(job).status() == JobStatus.RUNNING || hasRoom(planned.get(job));
    }

    private boolean isReady(PlannedJob job) {
        return needs.areMet(job) && hasRoom(job);
    }

    private boolean hasRoom(PlannedJob job) {
        return limits.hasRoom(holder(job.key()), sizes.of(job));
    }

    private Object holder(JobKey job) {
        return List.of(owner, job);
    }

    private static boolean isIsolated(PlannedJob job) {
        return job.definition().settings().isolate();
    }

    /**
     * The platforms of a job that a component's branch runs in parallel now. Platforms that are not ready are left out: a
     * branch that waits inside a stage cannot run other jobs.
     */
    private List<JobKey> parallelPlatforms(String branch, PlannedJob job, Collection<PlannedJob> open) {
        if (!branches.isOfComponent(branch)) {
            return List.of();
        }
        return open.stream()
                .filter(other -> other.key().ref().equals(job.key().ref())
                        && store.job(other.key()).status() == JobStatus.WAITING
                        && !runsAgain(other)
                        && isReady(other))
                .map(PlannedJob::key)
                .toList();
    }

    /** Ends the jobs that cannot run any more. */
    private void endBlockedJobs() {
        unchecked = false;
        for (boolean changed = true; changed; ) {
            changed = false;
            for (PlannedJob job : List.copyOf(open.all())) {
                if (isUnassigned(job.key())) {
                    Optional<String> why =
                            needs.blocks(job).or(() -> stopped ? Optional.of(STOPPED) : Optional.empty());
                    if (why.isPresent()) {
                        store.setStatus(job.key(), JobStatus.NOT_RUN, why.get(), false);
                        open.ended(job.key());
                        changed = true;
                    }
                }
            }
        }
    }
}
