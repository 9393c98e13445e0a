package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs that run now, the outputs that each has found, and which jobs ran at the same time. */
final class RunningJobs {

    private final Map<JobKey, Set<JobKey>> running = new HashMap<>();
    private final Map<JobKey, JobKey> overlaps = new HashMap<>();
    private JobKey alone;

    boolean any() {
        return !running.isEmpty();
    }

    /** Whether a job runs that has to be the only one. */
    boolean isOneAlone() {
        return alone != null;
    }

    /** Whether a running job has found outputs of one of these jobs. */
    boolean inUse(Set<JobKey> needs) {
        for (Set<JobKey> found : running.values()) {
            if (needs.stream().anyMatch(found::contains)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A job starts.
     *
     * @param isAlone whether no other job may run at the same time
     */
    void started(JobKey job, Set<JobKey> found, boolean isAlone) {
        for (JobKey other : running.keySet()) {
            overlaps.putIfAbsent(other, job);
            overlaps.putIfAbsent(job, other);
        }
        running.put(job, new HashSet<>(found));
        alone = isAlone ? job : alone;
    }

    /** A job has ended; returns a job that ran at the same time. */
    Optional<JobKey> ended(JobKey job) {
        running.remove(job);
        alone = job.equals(alone) ? null : alone;
        return Optional.ofNullable(overlaps.remove(job));
    }
}
