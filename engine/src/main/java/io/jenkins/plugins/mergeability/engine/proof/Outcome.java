package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a job ran to its end for an input hash, and how it ended. A job that did not run, or was interrupted, has no
 * outcome.
 *
 * @param key which job, on which platform
 * @param hash the identity of its inputs
 * @param passed whether it passed
 * @param at when it ended, to the millisecond
 * @param duration how long it took, to the millisecond
 * @param run what ran it: the name of a local run, or a build's address
 * @param revision the commit that was checked out, or empty if there was none
 * @param inputs a short digest of each input by what the input is called, for telling which one changed
 */
public record Outcome(
        JobKey key,
        InputHash hash,
        boolean passed,
        Instant at,
        Duration duration,
        String run,
        String revision,
        Map<String, String> inputs) {

    public Outcome {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        duration = Duration.ofMillis(duration.toMillis());
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }
}
