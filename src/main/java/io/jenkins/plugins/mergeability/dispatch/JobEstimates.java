package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long jobs take that have no outcome yet: no longer than the jobs of the same name and platform, in other components, that
 * have ended in this build. It is known from the records of these. Not thread-safe.
 */
final class JobEstimates {

    /** How many jobs of a name have to pass first. Fewer are too often all shorter than the rest. */
    static final int MIN_JOBS = 3;

    private record Kind(String job, Optional<String> platform) {
        static Kind of(JobKey job) {
            return new Kind(job.job(), job.platform());
        }
    }

    /** @param longest how long the longest job took, or {@link ShortJobs#NOT_SHORT} if one did not pass */
    private record Ended(int jobs, long longest) {
        Ended and(Ended other) {
            return new Ended(jobs + other.jobs, Math.max(longest, other.longest));
        }
    }

    private final Map<Kind, Ended> kinds = new HashMap<>();

    /** A job has ended; one that did not run says nothing. */
    void ended(JobRecord job) {
        if (job.status().ran() || job.status() == JobStatus.INTERRUPTED) {
            long took = job.status() == JobStatus.PASSED ? job.commandMillis() : ShortJobs.NOT_SHORT;
            // One that runs again was perhaps counted when it ended before.
            int jobs = job.attempts() > 1 ? 0 : 1;
            kinds.merge(Kind.of(job.key()), new Ended(jobs, took), Ended::and);
        }
    }

    /** The estimate for a job, in milliseconds; {@link ShortJobs#NOT_SHORT} where there is none. */
    long millis(JobKey job) {
        Ended ended = kinds.get(Kind.of(job));
        return ended == null || ended.jobs < MIN_JOBS ? ShortJobs.NOT_SHORT : ended.longest;
    }
}
