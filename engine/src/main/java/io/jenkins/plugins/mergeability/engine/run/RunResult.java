package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a run ended.
 *
 * @param run the run's name
 * @param started when it started
 * @param duration how long it took
 * @param jobs every job of the plan, sorted by key
 * @param warnings errors outside of the jobs, such as proofs that could not be recorded
 */
public record RunResult(String run, Instant started, Duration duration, List<JobResult> jobs, List<String> warnings) {

    public RunResult {
        jobs = List.copyOf(jobs);
        warnings = List.copyOf(warnings);
    }

    /** This result with that of another plan which ran afterwards for some of its jobs, in the same run. */
    public RunResult followedBy(RunResult later) {
        Map<JobKey, JobResult> all = new TreeMap<>();
        jobs.forEach(job -> all.put(job.key(), job));
        for (JobResult job : later.jobs) {
            boolean ran = job.outcome() != JobOutcome.SKIPPED
                    && job.outcome() != JobOutcome.UNAFFECTED
                    && job.outcome() != JobOutcome.PROVEN;
            if (ran || !all.containsKey(job.key())) {
                all.put(job.key(), job);
            }
        }
        List<String> problems = new ArrayList<>(warnings);
        problems.addAll(later.warnings);
        return new RunResult(run, started, duration.plus(later.duration), new ArrayList<>(all.values()), problems);
    }

    /** How many jobs have this outcome. */
    public int count(JobOutcome outcome) {
        int count = 0;
        for (JobResult job : jobs) {
            if (job.outcome() == outcome) {
                count++;
            }
        }
        return count;
    }

    /** Whether it was interrupted before every job had ended. */
    public boolean interrupted() {
        return count(JobOutcome.INTERRUPTED) > 0;
    }

    /** Whether a job failed and that counts. */
    public boolean failed() {
        for (JobResult job : jobs) {
            if (job.failed()) {
                return true;
            }
        }
        return false;
    }

    /**
     * How it ended, as the exit code, the summary and the JSON result say it.
     *
     * @param requested the jobs that were requested by name
     */
    public RunOutcome outcome(Set<JobKey> requested) {
        if (failed()) {
            return RunOutcome.FAILED;
        }
        if (interrupted()) {
            return RunOutcome.INTERRUPTED;
        }
        return incomplete(requested) ? RunOutcome.INCOMPLETE : RunOutcome.PASSED;
    }

    /** Whether a job that counts did not run although it had to. */
    private boolean incomplete(Set<JobKey> requested) {
        for (JobResult job : jobs) {
            boolean missing = job.outcome() == JobOutcome.NOT_RUN
                    || job.outcome() == JobOutcome.NOT_RUNNABLE && requested.contains(job.key());
            if (missing && !job.allowed()) {
                return true;
            }
        }
        return false;
    }
}
