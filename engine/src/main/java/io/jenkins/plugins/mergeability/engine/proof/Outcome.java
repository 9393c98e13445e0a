package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome of a job that ran to its end for an input hash. A job that did not run, or was interrupted, has none.
 *
 * @param key the job and its platform
 * @param hash the hash of its inputs
 * @param passed whether it passed
 * @param at when it ended, to the millisecond
 * @param duration how long it took, to the millisecond
 * @param run the name of the local run, or the URL of the build
 * @param revision the checked out commit, or empty if there was none
 * @param inputs a short digest of each input by its name, to report which one changed
 * @param outputs the digests of what it left and of what it found
 */
public record Outcome(
        JobKey key,
        InputHash hash,
        boolean passed,
        Instant at,
        Duration duration,
        String run,
        String revision,
        Map<String, String> inputs,
        JobOutputs outputs) {

    public Outcome {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        duration = Duration.ofMillis(duration.toMillis());
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }

    /** The outcome of a job that neither leaves nor finds outputs. */
    public Outcome(
            JobKey key,
            InputHash hash,
            boolean passed,
            Instant at,
            Duration duration,
            String run,
            String revision,
            Map<String, String> inputs) {
        this(key, hash, passed, at, duration, run, revision, inputs, JobOutputs.NONE);
    }

    /** The same outcome with other outputs. */
    public Outcome with(JobOutputs changed) {
        return new Outcome(key, hash, passed, at, duration, run, revision, inputs, changed);
    }
}
