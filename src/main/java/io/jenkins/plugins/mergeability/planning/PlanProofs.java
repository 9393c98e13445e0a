package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The proofs for a plan. It reads along, once for all jobs of the plan, which passes have outputs that the build may restore:
 * those of a primary branch, or of the build's own scope. The pass of another branch proves a job, but must not choose the
 * files that the build finds.
 */
final class PlanProofs implements ProofStore {

    private final ProofStore all;
    private final ProofStore restorable;
    private Map<InputHash, Evidence> found = Map.of();

    /**
     * Creates the proofs of a plan.
     *
     * @param restorable those without the passes of other branches; the same store if they do not count anyway
     */
    PlanProofs(ProofStore all, ProofStore restorable) {
        this.all = all;
        this.restorable = restorable;
    }

    @Override
    public Map<InputHash, Evidence> find(Set<InputHash> hashes) throws IOException {
        Map<InputHash, Evidence> evidence = all.find(hashes);
        found = restorable == all ? evidence : restorable.find(hashes);
        return evidence;
    }

    /** The pass for a hash that was looked up, whose outputs the build may restore. */
    Optional<Outcome> restorable(InputHash hash) {
        return Optional.ofNullable(found.get(hash)).filter(Evidence::proven).map(Evidence::latest);
    }

    @Override
    public List<Outcome> latest(JobKey key, int max) throws IOException {
        return all.latest(key, max);
    }

    @Override
    public Map<JobKey, Outcome> latest(Set<JobKey> keys) throws IOException {
        return all.latest(keys);
    }

    @Override
    public void record(Collection<Outcome> outcomes) throws IOException {
        all.record(outcomes);
    }

    @Override
    public int prune(Duration age, int count) throws IOException {
        return all.prune(age, count);
    }
}
