package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A job on a platform, as planned.
 *
 * @param key which job, on which platform
 * @param definition what it runs
 * @param state whether it runs, and if not why not
 * @param why the state in words, for people
 * @param hash the identity of its inputs; empty for a job that belongs neither to an affected component nor, after a merge,
 *     to the gate of an environment
 * @param inputs a short digest of each input by what the input is called, sorted; only of jobs that run, where asked for
 * @param needs jobs on platforms that must have passed first; each is in the same plan
 * @param evidence what is known of the hash from earlier runs
 */
public record PlannedJob(
        JobKey key,
        Job definition,
        JobState state,
        String why,
        Optional<InputHash> hash,
        Map<String, String> inputs,
        List<JobKey> needs,
        Optional<Evidence> evidence) {

    public PlannedJob {
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        needs = List.copyOf(needs);
    }
}
