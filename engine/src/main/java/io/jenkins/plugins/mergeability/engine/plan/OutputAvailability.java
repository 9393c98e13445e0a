package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.util.Optional;

/** Says whether jobs find what a job they need leaves, where that job is proven and would not run. */
@FunctionalInterface
public interface OutputAvailability {

    /** All of them do, or it is decided elsewhere. */
    OutputAvailability FOUND = (key, job, pass, neededBy) -> Optional.empty();

    /**
     * Why a proven job has to run again for a job that needs it, in words; empty if it has not.
     *
     * @param job what the map says of it
     * @param pass its newest outcome for its inputs, a pass
     * @param neededBy the job that runs and needs it, directly or, where it declares outputs, through other proven jobs
     */
    Optional<String> missing(JobKey key, Job job, Outcome pass, JobKey neededBy);
}
