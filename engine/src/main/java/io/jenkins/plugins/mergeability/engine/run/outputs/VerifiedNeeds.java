package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.InPlace;
import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputGlobs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is in place of outputs in one round: those of each need are verified once, for all jobs that had ended when the
 * round began, and for all that are about to start.
 */
final class VerifiedNeeds {

    /** From how many on other threads take part. */
    private static final int MANY = 8;

    private final OutputVerifier verifier;
    private final Function<JobKey, OutputGlobs> globs;
    private final Consumer<JobKey> changed;
    private final Map<JobKey, InPlace> verified = new HashMap<>();
    private long observed;
    private long since;

    /**
     * Nothing verified yet.
     *
     * @param globs where a job has its outputs
     * @param changed receives each job whose outputs are found to be changed
     */
    VerifiedNeeds(OutputVerifier verifier, Function<JobKey, OutputGlobs> globs, Consumer<JobKey> changed) {
        this.verifier = verifier;
        this.globs = globs;
        this.changed = changed;
    }

    /**
     * Begins a round.
     *
     * @param now the file system's time
     * @param start since when what is written was left by jobs that have ended
     */
    void begin(long now, long start) {
        forget();
        observed = now;
        since = start;
    }

    /** When the round began, in the file system's time. */
    long observed() {
        return observed;
    }

    /**
     * Finds out by several threads which of many outputs were not changed since they were last seen, so that {@link #verify}
     * of these does not ask the system again.
     */
    void prefetch(Collection<NeededOutputs> needed) throws IOException {
        List<NeededOutputs> unknown = new ArrayList<>();
        for (NeededOutputs each : needed) {
            if (!verified.containsKey(each.job())) {
                unknown.add(each);
            }
        }
        if (unknown.size() >= MANY) {
            verified.putAll(verifier.asSeen(unknown));
        }
    }

    /** What is in place of outputs that were put there or captured. */
    InPlace verify(NeededOutputs needed) throws IOException {
        InPlace known = verified.get(needed.job());
        if (known == null) {
            known = verifier.verify(needed, observed, since);
            verified.put(needed.job(), known);
        }
        if (!known.unchanged()) {
            changed.accept(needed.job());
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

    void removed(JobKey job) {
        verified.remove(job);
    }

    /** Files were written or removed: what they may be outputs of is verified again. */
    void changed(NavigableSet<String> paths) {
        verifier.forgetDirectories();
        verified.keySet().removeIf(job -> globs.apply(job).mayConcern(paths));
    }

    /** Any outputs may have changed. */
    void forget() {
        verifier.forgetDirectories();
        verified.clear();
    }
}
