package io.jenkins.plugins.mergeability.engine.deploy.gate;

import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the gate says of a commit.
 *
 * @param release what can be deployed; empty if a proof is missing
 * @param proofs the jobs that passed, with the input hashes for which they did
 * @param flaky those of them that both passed and failed for the same inputs
 * @param missing the jobs that do not count, sorted
 */
public record GateResult(
        Optional<Release> release, Map<JobKey, InputHash> proofs, SortedSet<JobKey> flaky, List<MissingProof> missing) {

    public GateResult {
        proofs = Collections.unmodifiableMap(new TreeMap<>(proofs));
        flaky = Collections.unmodifiableSortedSet(new TreeSet<>(flaky));
        missing = List.copyOf(missing);
    }
}
