package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Observes the inputs of jobs in the working tree, by the rules by which they were planned. */
public interface InputObserver {

    /**
     * What is known of the inputs of a job.
     *
     * @param hash its current input hash
     * @param written its input files that were written since the job started, sorted
     */
    record Observation(InputHash hash, List<String> written) {}

    /**
     * The time by the clock of the file system, in nanoseconds since 1970: the time of change of a file that is written
     * later is not earlier.
     *
     * @throws IOException if it cannot be read
     */
    long now() throws IOException;

    /**
     * Observes jobs. What is returned was read after the call had started. Called from another thread than the run's, once
     * for many jobs.
     *
     * @param started when each job started, as {@link #now} returned it
     * @throws IOException if the inputs cannot be read; the message is for people
     */
    Map<JobKey, Observation> observe(Map<JobKey, Long> started) throws IOException;
}
