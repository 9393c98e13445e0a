package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.schedule.Needs;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.script.StageNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The jobs of a plan as the branches of the pipeline take them: after what they need, within the bounds, the most urgent
 * first. All it knows is in the record, so it can be made again after a restart. A branch that asks again for what it
 * already has is given the same.
 */
final class JobDispatcher {

    /** What a branch is to do next. */
    sealed interface Next {
        /** Nothing more, ever. */
        record Done() implements Next {}

        /** Wait until there may be something. */
        record Wait() implements Next {}

        /** Take an agent with this label, and ask for jobs there. */
        record Agent(String label) implements Next {}

        /** Take an agent and a fresh workspace for a job of its own. */
        record Isolated(JobKey job, String label) implements Next {}

        /** Run these side by side, each in a branch of its own. */
        record Platforms(List<JobKey> jobs) implements Next {}
    }

    private final BuildRecord record;
    private final Settings settings;
    private final Map<String, BuildFacts.Lane> lanes = new HashMap<>();
    private final Map<JobKey, PlannedJob> toRun = new LinkedHashMap<>();
    private final Map<String, JobKey> held = new HashMap<>();
    private final Map<String, String> heading = new HashMap<>();
    private final Map<String, Runnable> waiting = new LinkedHashMap<>();
    private final Runnable wake = this::wake;
    private final Object owner = new Object();
    private final Set<String> gone = new HashSet<>();
    private boolean stopped;

    /** @param urgency how urgent a job is, by its key; the more the sooner */
    JobDispatcher(BuildRecord record, Settings settings, Map<JobKey, Long> urgency) {
        this.record = record;
        this.settings = settings;
        for (BuildFacts.Lane lane : record.facts().lanes()) {
            lanes.put(lane.name(), lane);
        }
        List<PlannedJob> jobs = new ArrayList<>();
        record.plan()
                .components()
                .forEach(component -> component.jobs().stream()
                        .filter(job -> job.state() == JobState.RUN)
                        .forEach(jobs::add));
        jobs.sort(Comparator.comparing((PlannedJob job) -> urgency.getOrDefault(job.key(), 0L))
                .reversed()
                .thenComparing(PlannedJob::key));
        for (PlannedJob job : jobs) {
            toRun.put(job.key(), job);
            JobRecord now = record.job(job.key());
            if (now.state() == JobStatus.RUNNING) {
                held.put(now.lane(), job.key());
                ConcurrencyLimits.INSTANCE.take(holder(job.key()), sizes(job).keySet());
            }
        }
        stopped = record.facts().failFast() && record.jobs().stream().anyMatch(JobRecord::failed);
        ConcurrencyLimits.INSTANCE.listen(wake);
        settle();
    }

    /** Nothing is asked of it any more. */
    void close() {
        ConcurrencyLimits.INSTANCE.leave(wake);
        held.values().forEach(job -> ConcurrencyLimits.INSTANCE.release(holder(job)));
    }

    BuildRecord record() {
        return record;
    }

    /** The label expression of the agents a job runs on. */
    String label(JobKey job) {
        return record.facts().labels().getOrDefault(job.toString(), "");
    }

    /** The job a branch has, if it has one. */
    synchronized Optional<JobKey> held(String lane) {
        return Optional.ofNullable(held.get(lane));
    }

    /** What a branch is to do next. */
    Next next(String lane) {
        Next next;
        boolean freed;
        synchronized (this) {
            boolean counted = heading.containsKey(lane);
            next = decide(lane);
            if (next instanceof Next.Done) {
                gone.add(lane);
            }
            freed = counted && !heading.containsKey(lane) && !held.containsKey(lane);
        }
        if (freed) {
            wake();
        }
        return next;
    }

    private Next decide(String lane) {
        heading.remove(lane);
        JobKey mine = held.get(lane);
        if (mine != null && mayBegin(mine)) {
            return onOwn(toRun.get(mine)) ? new Next.Isolated(mine, label(mine)) : head(lane, label(mine));
        }
        held.remove(lane);
        if (gone.contains(lane)) {
            return new Next.Done();
        }
        List<PlannedJob> open = new ArrayList<>();
        for (PlannedJob job : toRun.values()) {
            if (record.job(job.key()).state() == JobStatus.WAITING
                    && !held.containsValue(job.key())
                    && belongs(lane, job)) {
                open.add(job);
            }
        }
        if (open.isEmpty()) {
            return new Next.Done();
        }
        for (PlannedJob job : open) {
            if (!ready(job)) {
                continue;
            }
            List<JobKey> platforms = platforms(lane, job, open);
            if (platforms.size() > 1) {
                return new Next.Platforms(platforms);
            }
            if (onOwn(job)) {
                // Its places of limits it takes only with an agent, as who has that agent may wait for those.
                if (withinBounds(0)) {
                    held.put(lane, job.key());
                    return new Next.Isolated(job.key(), label(job.key()));
                }
            } else if (roomFor(lane, job, open)) {
                return head(lane, label(job.key()));
            }
        }
        return new Next.Wait();
    }

    /**
     * The next job for a branch that has an agent, or none: then the agent is to be given back.
     *
     * @param agent the name of the node it is on
     */
    Optional<JobKey> claim(String lane, String label, String agent) {
        Optional<JobKey> claimed;
        boolean freed;
        synchronized (this) {
            boolean counted = heading.remove(lane) != null;
            claimed = choose(lane, label, agent);
            freed = counted && claimed.isEmpty();
        }
        if (freed) {
            wake();
        }
        return claimed;
    }

    private Optional<JobKey> choose(String lane, String label, String agent) {
        JobKey mine = held.get(lane);
        if (mine != null && !acquire(toRun.get(mine))) {
            held.remove(lane); // somebody else was quicker; it is for whoever comes first once there is a place
            return Optional.empty();
        }
        if (mine == null) {
            for (PlannedJob job : toRun.values()) {
                if (record.job(job.key()).state() == JobStatus.WAITING
                        && !held.containsValue(job.key())
                        && belongs(lane, job)
                        && (here(lane) || label(job.key()).equals(label))
                        && !onOwn(job)
                        && platforms(lane, job, toRun.values()).size() <= 1
                        && ready(job)
                        && take(lane, job)) {
                    mine = job.key();
                    break;
                }
            }
        }
        // One that runs already is asked for again by a pipeline that was not written down in time before a crash.
        if (mine != null && record.job(mine).state() != JobStatus.RUNNING) {
            record.begun(mine, lane, agent);
        }
        return Optional.ofNullable(mine);
    }

    /** A branch has lost its agent, and whatever it has must begin again elsewhere. */
    void lost(String lane) {
        JobKey mine;
        synchronized (this) {
            mine = held.get(lane);
            if (mine != null && record.job(mine).state() == JobStatus.RUNNING) {
                record.givenBack(mine, "its agent " + record.job(mine).agent() + " vanished");
            }
        }
        if (mine != null) {
            ConcurrencyLimits.INSTANCE.release(holder(mine));
        }
    }

    /** A branch of the pipeline is gone, and nothing more will run in it: what no other branch can run will not run. */
    void gone(String lane, String why) {
        List<JobKey> orphans = new ArrayList<>();
        synchronized (this) {
            heading.remove(lane);
            waiting.remove(lane);
            gone.add(lane);
            orphans.addAll(orphans(lane));
            Optional.ofNullable(held.get(lane)).ifPresent(orphans::add);
        }
        for (JobKey job : orphans) {
            ended(
                    job,
                    record.job(job).state() == JobStatus.RUNNING ? JobStatus.INTERRUPTED : JobStatus.NOT_RUN,
                    why,
                    false);
        }
        wake();
    }

    /**
     * A branch can have no agent that is of use. Nothing more will run in it, if it is one of several; returns what no
     * other branch can run.
     */
    synchronized List<JobKey> giveUp(String lane) {
        if (!shared(lane)) {
            return open(lane);
        }
        gone.add(lane);
        return orphans(lane);
    }

    private List<JobKey> orphans(String lane) {
        return open(lane).stream()
                .filter(job -> lanes.keySet().stream()
                        .noneMatch(other -> !gone.contains(other) && belongs(other, toRun.get(job))))
                .toList();
    }

    /** A job has ended. What has ended before does not end again. */
    void ended(JobKey job, JobStatus state, String why, boolean flaky) {
        synchronized (this) {
            if (!record.job(job).state().finished()) {
                record.ended(job, state, why, flaky);
            }
            held.values().remove(job);
            if (record.facts().failFast() && record.job(job).failed()) {
                stopped = true;
            }
            settle();
        }
        ConcurrencyLimits.INSTANCE.release(holder(job));
        wake();
    }

    /** Whether a failure has ended the rest. */
    synchronized boolean stopped() {
        return stopped;
    }

    /** A job that waits for this branch, to be failed in its stead when the branch cannot have an agent. */
    synchronized List<JobKey> open(String lane) {
        List<JobKey> open = new ArrayList<>();
        for (PlannedJob job : toRun.values()) {
            if (record.job(job.key()).state() == JobStatus.WAITING
                    && belongs(lane, job)
                    && !held.containsValue(job.key())) {
                open.add(job.key());
            }
        }
        return open;
    }

    /** Calls back, once, as soon as a branch has something else to do than to wait. */
    void await(String lane, Runnable callback) {
        synchronized (this) {
            waiting.put(lane, callback);
        }
        wake();
    }

    /** A branch does not wait any more. */
    synchronized void forget(String lane) {
        waiting.remove(lane);
    }

    private void wake() {
        List<Runnable> ready = new ArrayList<>();
        synchronized (this) {
            for (String lane : List.copyOf(waiting.keySet())) {
                // What is returned here is asked for once more by the branch itself.
                if (!(decide(lane) instanceof Next.Wait)) {
                    ready.add(waiting.remove(lane));
                }
            }
        }
        ready.forEach(Runnable::run);
    }

    /** Whether nothing more can be taken with a label: nobody needs to wait for such an agent. */
    synchronized boolean drained(String label) {
        return toRun.keySet().stream()
                .noneMatch(job -> label(job).equals(label) && record.job(job).state() == JobStatus.WAITING);
    }

    /** Whether a branch has nothing, and there is nothing left for it. */
    synchronized boolean isSpare(String lane) {
        return held.get(lane) == null && open(lane).isEmpty();
    }

    private Next head(String lane, String label) {
        heading.put(lane, label);
        return new Next.Agent(label);
    }

    /** Whether there is a job for one more branch than those that are on their way already. */
    private boolean roomFor(String lane, PlannedJob wanted, List<PlannedJob> open) {
        if (!shared(lane) || heading.isEmpty()) {
            return withinBounds(heading.size());
        }
        String label = label(wanted.key());
        long onTheirWay = heading.entrySet().stream()
                .filter(other -> shared(other.getKey()) && other.getValue().equals(label))
                .count();
        long ready = open.stream()
                .filter(job -> label(job.key()).equals(label) && !onOwn(job) && ready(job))
                .count();
        return ready > onTheirWay && withinBounds(heading.size());
    }

    private boolean withinBounds(int more) {
        int most = record.facts().maxParallel();
        return most == 0 || held.size() + more < most;
    }

    private boolean take(String lane, PlannedJob job) {
        if (!withinBounds(0) || !acquire(job)) {
            return false;
        }
        held.put(lane, job.key());
        return true;
    }

    private boolean acquire(PlannedJob job) {
        return ConcurrencyLimits.INSTANCE.acquire(holder(job.key()), sizes(job));
    }

    /** Whether a job that a branch has may begin, or has begun. */
    private boolean mayBegin(JobKey job) {
        return record.job(job).state() == JobStatus.RUNNING
                || ConcurrencyLimits.INSTANCE.free(holder(job), sizes(toRun.get(job)));
    }

    private boolean ready(PlannedJob job) {
        return job.needs().stream().allMatch(need -> record.job(need).satisfiesNeed())
                && ConcurrencyLimits.INSTANCE.free(holder(job.key()), sizes(job));
    }

    private Object holder(JobKey job) {
        return List.of(owner, job);
    }

    /** The limits a job counts for, the controller's own bound among them, with their sizes. */
    private Map<String, Integer> sizes(PlannedJob job) {
        Map<String, Integer> sizes = new TreeMap<>();
        job.definition().settings().limit().ifPresent(name -> sizes.put("limit " + name, settings.limit(name)));
        settings.maxParallelOnController().ifPresent(most -> sizes.put("controller", most));
        return sizes;
    }

    private static boolean onOwn(PlannedJob job) {
        return job.definition().settings().isolate();
    }

    private boolean here(String lane) {
        return lanes.containsKey(lane) && lanes.get(lane).here();
    }

    /** Whether a branch runs jobs of any component. */
    private boolean shared(String lane) {
        return lanes.containsKey(lane) && lanes.get(lane).component() == null;
    }

    private Optional<String> component(String lane) {
        return Optional.ofNullable(lanes.get(lane)).map(BuildFacts.Lane::component);
    }

    /** Whether a job is for a branch: one of a component, one of a label, or, with the name of a job's stage, of that job. */
    private boolean belongs(String lane, PlannedJob job) {
        BuildFacts.Lane known = lanes.get(lane);
        if (known == null) {
            return StageNames.stage(job.key()).equals(lane);
        }
        if (known.component() != null) {
            return known.component().equals(job.key().component());
        }
        return known.labels().contains(label(job.key()));
    }

    /**
     * The platforms of a job that can run now, where a component's branch would run them side by side. One that waits for
     * another component is left for later: a branch that waits inside of a stage can run nothing else that others wait for.
     */
    private List<JobKey> platforms(String lane, PlannedJob job, Iterable<PlannedJob> open) {
        if (component(lane).isEmpty()) {
            return List.of();
        }
        List<JobKey> platforms = new ArrayList<>();
        for (PlannedJob other : open) {
            if (other.key().ref().equals(job.key().ref())
                    && record.job(other.key()).state() == JobStatus.WAITING
                    && ready(other)) {
                platforms.add(other.key());
            }
        }
        return platforms;
    }

    /** What cannot run any more is said not to run. */
    private void settle() {
        for (boolean changed = true; changed; ) {
            changed = false;
            for (PlannedJob job : toRun.values()) {
                if (record.job(job.key()).state() == JobStatus.WAITING && !held.containsValue(job.key())) {
                    Optional<String> never = never(job);
                    never.ifPresent(why -> record.ended(job.key(), JobStatus.NOT_RUN, why, false));
                    changed |= never.isPresent();
                }
            }
        }
    }

    private Optional<String> never(PlannedJob job) {
        return Needs.neverMet(job.needs(), this::failure)
                .or(() -> stopped
                        ? Optional.of("another job failed, and the first failure ends the rest")
                        : Optional.empty());
    }

    private Optional<Needs.Failure> failure(JobKey need) {
        JobRecord needed = record.job(need);
        if (!needed.state().finished() || needed.satisfiesNeed()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (needed.state()) {
                    case FAILED -> Needs.Failure.FAILED;
                    case UNSTABLE -> Needs.Failure.UNSTABLE;
                    case INTERRUPTED -> Needs.Failure.INTERRUPTED;
                    case SKIPPED -> Needs.Failure.SKIPPED;
                    default -> Needs.Failure.NOT_RUN;
                });
    }
}
