package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The outputs that a job has left, and those of the jobs it needs that it has found.
 *
 * @param left the outputs of the job; empty if it failed, declares none, or they could not be kept
 * @param found the outputs of each job it needs, at any depth, that were in place when it ran
 */
public record JobOutputs(Optional<OutputDigest> left, Map<JobKey, OutputDigest> found) {

    /** Of a job that leaves and finds none. */
    public static final JobOutputs NONE = new JobOutputs(Optional.empty(), Map.of());

    public JobOutputs {
        found = Collections.unmodifiableMap(new TreeMap<>(found));
    }

    public boolean isEmpty() {
        return left.isEmpty() && found.isEmpty();
    }
}
