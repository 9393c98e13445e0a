package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.InPlace;
import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputVerifier;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What is in place of outputs in one round: those of each need are verified once, for all jobs that had ended when the
 * round began, and for all that are about to start.
 */
final class VerifiedNeeds {

    private final OutputVerifier verifier;
    private final Map<JobKey, InPlace> verified = new HashMap<>();
    private long observed;
    private long since;

    VerifiedNeeds(OutputVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Begins a round.
     *
     * @param now the file system's time
     * @param start since when what is written was left by jobs that have ended
     */
    void begin(long now, long start) {
        verified.clear();
        observed = now;
        since = start;
    }

    /** When the round began, in the file system's time. */
    long observed() {
        return observed;
    }

    /** What is in place of outputs that were put there or captured. */
    InPlace verify(NeededOutputs needed) throws IOException {
        InPlace known = verified.get(needed.job());
        if (known == null) {
            known = verifier.verify(needed, observed, since);
            verified.put(needed.job(), known);
        }
        return known;
    }

    void captured(JobKey job, InPlace inPlace) {
        verified.put(job, inPlace);
    }

    /** Whether the outputs of a job were found to be in place exactly. */
    boolean areExact(JobKey job) {
        InPlace known = verified.get(job);
        return known != null && known.exact();
    }

    void changed(JobKey job) {
        verified.remove(job);
    }

    /** Any outputs may have changed. */
    void forget() {
        verified.clear();
    }
}
