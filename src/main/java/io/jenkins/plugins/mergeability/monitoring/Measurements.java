package io.jenkins.plugins.mergeability.monitoring;

import static io.jenkins.plugins.mergeability.monitoring.MetricFamily.Kind.COUNTER;
import static io.jenkins.plugins.mergeability.monitoring.MetricFamily.Kind.GAUGE;
import static io.jenkins.plugins.mergeability.monitoring.MetricFamily.Kind.HISTOGRAM;
import static io.jenkins.plugins.mergeability.monitoring.MetricFamily.Unit.NONE;
import static io.jenkins.plugins.mergeability.monitoring.MetricFamily.Unit.SECONDS;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What builds and reports have done since the controller started. Everything is counted when it happens. Labels have few
 * values, which are known beforehand: never a name that a repository or a user chooses.
 */
@Extension
public final class Measurements {

    private final Set<String> activeBuilds = ConcurrentHashMap.newKeySet();
    private final Map<BuildResult, Histogram> builds =
            each(BuildResult.class, List.of(BuildResult.values()), () -> new Histogram(Histogram.LONG));
    private final LongAdder lostAgents = new LongAdder();
    private final Map<JobStatus, LongAdder> jobs = each(JobStatus.class, statuses(JobStatus::finished), LongAdder::new);
    private final Map<JobStatus, Histogram> jobSeconds =
            each(JobStatus.class, statuses(JobStatus::ran), () -> new Histogram(Histogram.LONG));
    private final Histogram plans = new Histogram(Histogram.SHORT);
    private final DoubleAdder savedSeconds = new DoubleAdder();
    private final VerdictTimes verdictTimes = new VerdictTimes(System::nanoTime);
    private final Map<Verdict.State, Histogram> verdicts =
            each(Verdict.State.class, List.of(Verdict.State.values()), () -> new Histogram(Histogram.LONG));

    static Measurements get() {
        return ExtensionList.lookupSingleton(Measurements.class);
    }

    private static List<JobStatus> statuses(Function<JobStatus, Boolean> wanted) {
        return List.of(JobStatus.values()).stream().filter(wanted::apply).toList();
    }

    private static <E extends Enum<E>, T> Map<E, T> each(Class<E> type, List<E> keys, Supplier<T> empty) {
        Map<E, T> all = new EnumMap<>(type);
        keys.forEach(key -> all.put(key, empty.get()));
        return all;
    }

    /** A build with components runs, perhaps since before the last restart. */
    void buildRuns(String build) {
        activeBuilds.add(build);
    }

    /** A build with components has ended. */
    void buildEnded(String build, BuildResult result, long millis) {
        buildGone(build);
        builds.get(result).addMillis(millis);
    }

    /** A build is deleted, or has ended. */
    void buildGone(String build) {
        activeBuilds.remove(build);
    }

    /** The step that plans has made a plan. */
    void planned(long millis) {
        plans.addMillis(millis);
    }

    /** A job has ended, or does not run. */
    void jobEnded(JobStatus status) {
        jobs.get(status).increment();
    }

    /** A job has run to its end. */
    void jobRan(JobStatus status, long millis) {
        jobSeconds.get(status).addMillis(millis);
    }

    /** A job was not run because it is proven. */
    void saved(long millis) {
        savedSeconds.add(Math.max(0, millis) / 1000.0);
    }

    /** A branch of a pipeline has lost its agent. */
    void agentLost() {
        lostAgents.increment();
    }

    /** There is a new commit that will have a verdict. */
    void announced(String commit) {
        verdictTimes.announced(commit);
    }

    /** A commit has its first verdict that waits for no build. */
    void decided(String commit, Verdict.State state) {
        verdictTimes.decided(commit).ifPresent(seconds -> verdicts.get(state).add(seconds));
    }

    /** All metrics that are counted, as they are now. Which they are, and their labels, never changes. */
    List<MetricFamily> snapshot() {
        return List.of(
                new MetricFamily(
                        "cicd.pipeline.run.active",
                        GAUGE,
                        NONE,
                        "Builds that have planned components and have not ended",
                        List.of(new Series.Value(Map.of("cicd.pipeline.run.state", "executing"), activeBuilds.size()))),
                new MetricFamily(
                        "cicd.pipeline.run.duration",
                        HISTOGRAM,
                        SECONDS,
                        "Duration of builds with components",
                        labeled(
                                builds,
                                "cicd.pipeline.result",
                                BuildResult::text,
                                (labels, histogram) -> histogram.snapshot(labels))),
                new MetricFamily(
                        "cicd.system.errors",
                        COUNTER,
                        NONE,
                        "Agents that were lost while they ran jobs of components",
                        List.of(new Series.Value(
                                Map.of("cicd.system.component", "agent", "error.type", "agent_lost"),
                                lostAgents.sum()))),
                new MetricFamily(
                        "mergeability.jobs",
                        COUNTER,
                        NONE,
                        "Jobs of components by result",
                        labeled(
                                jobs,
                                "result",
                                JobStatus::text,
                                (labels, count) -> new Series.Value(labels, count.sum()))),
                new MetricFamily(
                        "mergeability.job.duration",
                        HISTOGRAM,
                        SECONDS,
                        "Duration of jobs that ran to their end",
                        labeled(
                                jobSeconds,
                                "result",
                                JobStatus::text,
                                (labels, histogram) -> histogram.snapshot(labels))),
                new MetricFamily(
                        "mergeability.plan.duration",
                        HISTOGRAM,
                        SECONDS,
                        "Duration of the steps that planned builds",
                        List.of(plans.snapshot(Map.of()))),
                new MetricFamily(
                        "mergeability.saved",
                        COUNTER,
                        SECONDS,
                        "How long the jobs took that were proven instead of run",
                        List.of(new Series.Value(Map.of(), savedSeconds.sum()))),
                new MetricFamily(
                        "mergeability.verdict.delay",
                        HISTOGRAM,
                        SECONDS,
                        "Time from the announcement of a commit to its first verdict that waits for no build",
                        labeled(
                                verdicts,
                                "verdict",
                                Verdict.State::text,
                                (labels, histogram) -> histogram.snapshot(labels))));
    }

    private static <E extends Enum<E>, T> List<Series> labeled(
            Map<E, T> values,
            String label,
            Function<E, String> text,
            BiFunction<Map<String, String>, T, Series> series) {
        List<Series> all = new ArrayList<>();
        values.forEach((key, value) -> all.add(series.apply(Map.of(label, text.apply(key)), value)));
        return all;
    }
}
