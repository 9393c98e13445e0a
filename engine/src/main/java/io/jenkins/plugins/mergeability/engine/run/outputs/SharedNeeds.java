package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs that run now, the outputs that each has found, and which of them ran at the same time with the same ones. */
final class SharedNeeds {

    private final Map<JobKey, Set<JobKey>> running = new HashMap<>();
    private final Map<JobKey, JobKey> overlaps = new HashMap<>();

    /** Whether a running job has found outputs of one of these jobs. */
    boolean inUse(Set<JobKey> needs) {
        for (Set<JobKey> found : running.values()) {
            if (needs.stream().anyMatch(found::contains)) {
                return true;
            }
        }
        return false;
    }

    void started(JobKey job, Set<JobKey> found) {
        running.forEach((other, others) -> {
            if (found.stream().anyMatch(others::contains)) {
                overlaps.putIfAbsent(other, job);
                overlaps.putIfAbsent(job, other);
            }
        });
        running.put(job, new HashSet<>(found));
    }

    /** A job has ended; returns a job that ran at the same time with outputs of a common need. */
    Optional<JobKey> ended(JobKey job) {
        running.remove(job);
        return Optional.ofNullable(overlaps.remove(job));
    }
}
