package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Computes the current input hashes of jobs, by the rules by which they were planned. */
@FunctionalInterface
public interface CurrentHashes {

    /**
     * The hashes of these jobs, read from the repository after the call has started. Called from another thread than
     * the run's, once for many jobs.
     *
     * @throws IOException if they cannot be read; the message is for people
     */
    Map<JobKey, InputHash> of(Set<JobKey> jobs) throws IOException;
}
