package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The outcomes that earlier runs recorded. Implementations are thread-safe; those on disk can be used by several processes.
 */
public interface ProofStore {

    /**
     * The evidence for each of these hashes.
     *
     * @return the evidence of those hashes that have any
     * @throws IOException if the store cannot be read
     */
    Map<InputHash, Evidence> find(Set<InputHash> hashes) throws IOException;

    /**
     * The newest outcomes of a job, newest first, whatever their inputs.
     *
     * @param max the maximum number of outcomes
     * @throws IOException if the store cannot be read
     */
    List<Outcome> latest(JobKey key, int max) throws IOException;

    /**
     * The newest outcome of each of these jobs, whatever its inputs. For many jobs: a store on disk is read once.
     *
     * @return the outcomes of those jobs that have any
     * @throws IOException if the store cannot be read
     */
    default Map<JobKey, Outcome> latest(Set<JobKey> keys) throws IOException {
        Map<JobKey, Outcome> found = new HashMap<>();
        for (JobKey key : keys) {
            for (Outcome outcome : latest(key, 1)) {
                found.put(key, outcome);
            }
        }
        return found;
    }

    /**
     * Records outcomes: all of them, or the first few if the process is killed, but never a part of one.
     *
     * @throws IOException if they could not be written
     */
    void record(Collection<Outcome> outcomes) throws IOException;

    /**
     * Drops outcomes that are too old, then the oldest of those that are too many.
     *
     * @param age the maximum age of an outcome
     * @param count the maximum number of outcomes
     * @return how many were dropped
     * @throws IOException if the store cannot be rewritten; it is then unchanged
     */
    int prune(Duration age, int count) throws IOException;
}
