package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which jobs run together in one step: short ones, by how long they took the last time, or by an estimate where they have no
 * outcome yet. A step and a stage of a pipeline cost about as much as such a job itself.
 *
 * @param millis how long a job took, in milliseconds, or {@link #NOT_SHORT} if its last outcome is a failure
 * @param kind jobs of the same kind may run together; empty for one that needs steps of its own
 */
public record ShortJobs(Map<JobKey, Long> millis, Function<JobKey, Optional<String>> kind) {

    /** The duration of a job that may not run together with others, however long it takes. */
    public static final long NOT_SHORT = Long.MAX_VALUE;

    /** The longest job that runs together with others, in milliseconds. */
    static final long MAX_MILLIS = 2_000;

    /** The longest step, in milliseconds. Its results are known when it ends. */
    static final long MAX_STEP_MILLIS = 5_000;

    /** The most jobs of a step. */
    static final int MAX_JOBS = 20;

    /**
     * The most jobs of a step that are only estimated. A job that takes longer than its estimate holds up those behind it: with
     * eight in a step, at most seven.
     */
    static final int MAX_ESTIMATED = 8;

    public ShortJobs {
        millis = Map.copyOf(millis);
    }

    /** Whether a job may run together with others. */
    boolean includes(JobKey job, JobEstimates estimates) {
        return isShort(job, estimates) && kind.apply(job).isPresent();
    }

    /** Whether a job is short, and may run together with others if nothing else prevents it. */
    boolean isShort(JobKey job, JobEstimates estimates) {
        return length(job, estimates) <= MAX_MILLIS;
    }

    private long length(JobKey job, JobEstimates estimates) {
        return isEstimated(job) ? estimates.millis(job) : millis.get(job);
    }

    private boolean isEstimated(JobKey job) {
        return !millis.containsKey(job);
    }

    /**
     * The jobs to run after a job in the same step, so that all branches get an equal share.
     *
     * @param first a job that may run together with others
     * @param candidates jobs that are ready, in the order in which they should start; no more are read than needed
     * @param branches how many branches of the pipeline run such jobs
     */
    List<JobKey> company(JobKey first, Stream<JobKey> candidates, int branches, JobEstimates estimates) {
        Optional<String> wanted = kind.apply(first);
        List<JobKey> found = candidates
                .filter(job -> includes(job, estimates) && kind.apply(job).equals(wanted))
                .limit((long) MAX_JOBS * branches)
                .toList();
        int share = Math.min(MAX_JOBS, (found.size() + branches) / branches);
        int estimated = isEstimated(first) ? 1 : 0;
        long total = length(first, estimates);
        List<JobKey> company = new ArrayList<>();
        for (JobKey job : found) {
            if (isEstimated(job) && estimated == MAX_ESTIMATED) {
                continue;
            }
            total += length(job, estimates);
            if (company.size() + 1 >= share || total > MAX_STEP_MILLIS) {
                break;
            }
            company.add(job);
            estimated += isEstimated(job) ? 1 : 0;
        }
        return company;
    }
}
