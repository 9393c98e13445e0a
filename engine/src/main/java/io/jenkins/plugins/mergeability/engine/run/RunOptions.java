package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How a plan is run on this machine.
 *
 * @param jobs the maximum number of commands that run at the same time
 * @param limits how many jobs of a {@code limit} category run at once; 1 for a category that is not listed
 * @param platforms the names of this machine's platforms, in lower case
 * @param durations how long jobs took in the past; the longest start first
 * @param map the component map as messages show it
 * @param grace how long processes may take to clean up between the signal to end and the kill
 */
public record RunOptions(
        int jobs,
        Map<String, Integer> limits,
        Set<String> platforms,
        Map<JobKey, Duration> durations,
        String map,
        Duration grace) {

    /** The default grace. */
    public static final Duration GRACE = Duration.ofSeconds(2);

    public RunOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException(
                    "the number of commands at the same time must be at least 1, not " + jobs);
        }
        for (Map.Entry<String, Integer> limit : limits.entrySet()) {
            if (limit.getValue() < 1) {
                throw new IllegalArgumentException(
                        "the limit `" + limit.getKey() + "` must be at least 1, not " + limit.getValue());
            }
        }
        limits = Map.copyOf(limits);
        platforms = Set.copyOf(platforms);
        durations = Map.copyOf(durations);
    }

    /** One command per processor, one job per category, and no past durations. */
    public static RunOptions standard() {
        return new RunOptions(
                Runtime.getRuntime().availableProcessors(),
                Map.of(),
                LocalPlatforms.here(),
                Map.of(),
                "components.yaml",
                GRACE);
    }

    /** The same with another number of commands at the same time. */
    public RunOptions withJobs(int newJobs) {
        return new RunOptions(newJobs, limits, platforms, durations, map, grace);
    }

    /** The same with other sizes of categories. */
    public RunOptions withLimits(Map<String, Integer> newLimits) {
        return new RunOptions(jobs, newLimits, platforms, durations, map, grace);
    }

    /** The same with other names of platforms. */
    public RunOptions withPlatforms(Set<String> newPlatforms) {
        return new RunOptions(jobs, limits, newPlatforms, durations, map, grace);
    }

    /** The same with past durations. */
    public RunOptions withDurations(Map<JobKey, Duration> newDurations) {
        return new RunOptions(jobs, limits, platforms, newDurations, map, grace);
    }

    /** The same with another component map. */
    public RunOptions withMap(String newMap) {
        return new RunOptions(jobs, limits, platforms, durations, newMap, grace);
    }

    int sizeOf(String category) {
        return limits.getOrDefault(category, 1);
    }
}
