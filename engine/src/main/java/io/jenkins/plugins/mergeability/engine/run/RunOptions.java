package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How a plan is run on this machine.
 *
 * @param jobs how many commands run at once at the most
 * @param limits how many jobs of a {@code limit} category run at once; 1 for a category that is not listed
 * @param platforms the names of platforms this machine answers to, in lower case
 * @param durations how long jobs took in the past; what takes longest starts first
 * @param grace how long processes that are to end may take to clean up before they are killed
 */
public record RunOptions(
        int jobs, Map<String, Integer> limits, Set<String> platforms, Map<JobKey, Duration> durations, Duration grace) {

    /** How long processes that are to end may take unless something else is said. */
    public static final Duration GRACE = Duration.ofSeconds(2);

    public RunOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException("at least one command must be able to run, not " + jobs);
        }
        for (Map.Entry<String, Integer> limit : limits.entrySet()) {
            if (limit.getValue() < 1) {
                throw new IllegalArgumentException(
                        "at least one job of `" + limit.getKey() + "` must be able to run, not " + limit.getValue());
            }
        }
        limits = Map.copyOf(limits);
        platforms = Set.copyOf(platforms);
        durations = Map.copyOf(durations);
    }

    /** As many commands at once as there are processors, one job per category, and nothing known of durations. */
    public static RunOptions standard() {
        return new RunOptions(
                Runtime.getRuntime().availableProcessors(), Map.of(), LocalPlatforms.here(), Map.of(), GRACE);
    }

    /** The same with another bound on commands at once. */
    public RunOptions withJobs(int newJobs) {
        return new RunOptions(newJobs, limits, platforms, durations, grace);
    }

    /** The same with other sizes of categories. */
    public RunOptions withLimits(Map<String, Integer> newLimits) {
        return new RunOptions(jobs, newLimits, platforms, durations, grace);
    }

    /** The same on a machine that answers to other names. */
    public RunOptions withPlatforms(Set<String> newPlatforms) {
        return new RunOptions(jobs, limits, newPlatforms, durations, grace);
    }

    /** The same with knowledge of the past. */
    public RunOptions withDurations(Map<JobKey, Duration> newDurations) {
        return new RunOptions(jobs, limits, platforms, newDurations, grace);
    }

    /** The same with more or less patience. */
    public RunOptions withGrace(Duration newGrace) {
        return new RunOptions(jobs, limits, platforms, durations, newGrace);
    }

    int sizeOf(String category) {
        return limits.getOrDefault(category, 1);
    }
}
