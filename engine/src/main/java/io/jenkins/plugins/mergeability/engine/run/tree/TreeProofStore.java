package io.jenkins.plugins.mergeability.engine.run.tree;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The proofs of a repository, with those that hold in one working tree only: of jobs that find their own outputs of
 * before, and of jobs that need them.
 */
public final class TreeProofStore implements ProofStore {

    private final ProofStore shared;
    private final ProofStore own;
    private final Predicate<JobKey> holdsHereOnly;

    /**
     * The proofs of a repository and of one of its working trees.
     *
     * @param holdsHereOnly whether what is recorded of a job holds in this tree only
     */
    public TreeProofStore(ProofStore shared, ProofStore own, Predicate<JobKey> holdsHereOnly) {
        this.shared = shared;
        this.own = own;
        this.holdsHereOnly = holdsHereOnly;
    }

    @Override
    public Map<InputHash, Evidence> find(Set<InputHash> hashes) throws IOException {
        Map<InputHash, Evidence> found = new HashMap<>(shared.find(hashes));
        own.find(hashes).forEach((hash, evidence) -> {
            if (holdsHereOnly.test(evidence.latest().key())) {
                found.merge(hash, evidence, TreeProofStore::both);
            }
        });
        return found;
    }

    private static Evidence both(Evidence one, Evidence other) {
        return new Evidence(
                newer(one.latest(), other.latest()), one.passes() + other.passes(), one.failures() + other.failures());
    }

    private static Outcome newer(Outcome one, Outcome other) {
        return other.at().isBefore(one.at()) ? one : other;
    }

    @Override
    public List<Outcome> latest(JobKey key, int max) throws IOException {
        List<Outcome> all = new ArrayList<>(own.latest(key, max));
        all.addAll(shared.latest(key, max));
        all.sort(Comparator.comparing(Outcome::at).reversed());
        return List.copyOf(all.subList(0, Math.min(max, all.size())));
    }

    @Override
    public Map<JobKey, Outcome> latest(Set<JobKey> keys) throws IOException {
        Map<JobKey, Outcome> found = new HashMap<>(shared.latest(keys));
        own.latest(keys).forEach((key, outcome) -> found.merge(key, outcome, TreeProofStore::newer));
        return found;
    }

    @Override
    public void record(Collection<Outcome> outcomes) throws IOException {
        List<Outcome> here = new ArrayList<>();
        List<Outcome> everywhere = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            (holdsHereOnly.test(outcome.key()) ? here : everywhere).add(outcome);
        }
        shared.record(everywhere);
        own.record(here);
    }

    @Override
    public int prune(Duration age, int count) throws IOException {
        return shared.prune(age, count) + own.prune(age, count);
    }
}
