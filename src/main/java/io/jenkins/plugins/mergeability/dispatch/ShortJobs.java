package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which jobs run together in one step: short ones, by how long they took when they passed the last time. A step and a stage of
 * a pipeline cost about as much as such a job itself.
 *
 * @param millis how long a job took, in milliseconds, if its last outcome is a pass
 * @param kind jobs of the same kind may run together; empty for one that needs steps of its own
 */
public record ShortJobs(Map<JobKey, Long> millis, Function<JobKey, Optional<String>> kind) {

    /** The longest job that runs together with others, in milliseconds. */
    static final long MAX_MILLIS = 2_000;

    /** The longest step, in milliseconds. Its results are known when it ends. */
    static final long MAX_STEP_MILLIS = 5_000;

    /** The most jobs of a step. */
    static final int MAX_JOBS = 20;

    public ShortJobs {
        millis = Map.copyOf(millis);
    }

    /** Whether a job may run together with others. */
    boolean includes(JobKey job) {
        return millis.getOrDefault(job, Long.MAX_VALUE) <= MAX_MILLIS
                && kind.apply(job).isPresent();
    }

    /**
     * The jobs to run after a job in the same step, so that all branches get an equal share.
     *
     * @param first a job that may run together with others
     * @param candidates jobs that are ready, in the order in which they should start
     * @param branches how many branches of the pipeline run such jobs
     */
    List<JobKey> company(JobKey first, List<JobKey> candidates, int branches) {
        Optional<String> wanted = kind.apply(first);
        List<JobKey> found = candidates.stream()
                .filter(job -> includes(job) && kind.apply(job).equals(wanted))
                .toList();
        int share = Math.min(MAX_JOBS, (found.size() + branches) / branches);
        long total = millis.get(first);
        List<JobKey> company = new ArrayList<>();
        for (JobKey job : found) {
            total += millis.get(job);
            if (company.size() + 1 >= share || total > MAX_STEP_MILLIS) {
                break;
            }
            company.add(job);
        }
        return company;
    }
}
