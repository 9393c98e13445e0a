package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the jobs of a run have ended, and which outputs they have left that are kept. */
final class JobDigests {

    private final Map<JobKey, OutputDigest> left = new HashMap<>();
    private final Set<JobKey> passed = new HashSet<>();
    private final Set<JobKey> failed = new HashSet<>();

    /** The outputs of all jobs, for any thread. */
    synchronized Set<OutputDigest> kept() {
        return Set.copyOf(left.values());
    }

    synchronized void left(JobKey job, OutputDigest digest) {
        left.put(job, digest);
    }

    void ended(JobKey job, boolean hasPassed) {
        (hasPassed ? passed : failed).add(job);
        (hasPassed ? failed : passed).remove(job);
    }

    boolean hasPassed(JobKey job) {
        return passed.contains(job);
    }

    boolean hasFailed(JobKey job) {
        return failed.contains(job);
    }

    /** Which outputs of a job those find that need it; empty if they are not kept, so that they are as it has left them. */
    synchronized Optional<OutputDigest> of(PlannedJob job) {
        if (job.state() == JobState.RUN || passed.contains(job.key()) || failed.contains(job.key())) {
            return Optional.ofNullable(left.get(job.key()));
        }
        return job.evidence()
                .filter(Evidence::proven)
                .flatMap(evidence -> evidence.latest().outputs().left());
    }
}
