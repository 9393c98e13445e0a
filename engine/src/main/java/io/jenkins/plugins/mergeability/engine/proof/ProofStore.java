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
 * The outcomes that earlier runs recorded. Implementations are safe for use by several threads, and where they are on
 * disk by several processes.
 */
public interface ProofStore {

    /**
     * What is known of each of these hashes.
     *
     * @return the evidence of those that have any
     * @throws IOException if the store cannot be read
     */
    Map<InputHash, Evidence> find(Set<InputHash> hashes) throws IOException;

    /**
     * The newest outcomes of a job, newest first, whatever their inputs.
     *
     * @param most how many at the most
     * @throws IOException if the store cannot be read
     */
    List<Outcome> latest(JobKey key, int most) throws IOException;

    /**
     * The newest outcome of each of these jobs, whatever its inputs. The way to ask about many jobs: where the store is
     * on disk it reads it once.
     *
     * @return the outcomes of those that have any
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
     * Records outcomes, all or (if the process is ended in the middle) a beginning of them, each whole.
     *
     * @throws IOException if they could not be written
     */
    void record(Collection<Outcome> outcomes) throws IOException;

    /**
     * Drops what is old, then the oldest of what is too many.
     *
     * @param age outcomes that ended longer ago than this go
     * @param count how many outcomes stay at the most
     * @return how many were dropped
     * @throws IOException if the store cannot be rewritten; it is then as it was
     */
    int prune(Duration age, int count) throws IOException;
}
