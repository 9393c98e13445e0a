package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.util.Optional;

/** Says whether jobs find what a job they need leaves, where that job is proven and would not run. */
@FunctionalInterface
public interface OutputAvailability {

    /** All of them do, or it is decided elsewhere. */
    OutputAvailability FOUND = (key, job, hash, neededBy) -> Optional.empty();

    /**
     * Why a proven job has to run again for a job that needs it, in words; empty if it has not.
     *
     * @param job what the map says of it
     * @param hash the input hash for which it is proven
     * @param neededBy the job that runs and needs it
     */
    Optional<String> missing(JobKey key, Job job, InputHash hash, JobKey neededBy);
}
