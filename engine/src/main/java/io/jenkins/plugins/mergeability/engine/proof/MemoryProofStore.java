package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@link ProofStore} in memory, for dry runs and tests. */
public final class MemoryProofStore implements ProofStore {

    private final InstantSource clock;
    private List<Outcome> outcomes = new ArrayList<>();

    public MemoryProofStore() {
        this(InstantSource.system());
    }

    MemoryProofStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Map<InputHash, Evidence> find(Set<InputHash> hashes) {
        Map<InputHash, OutcomeTally> tallies = new HashMap<>();
        for (Outcome outcome : outcomes) {
            if (hashes.contains(outcome.hash())) {
                tallies.computeIfAbsent(outcome.hash(), hash -> new OutcomeTally())
                        .add(outcome);
            }
        }
        Map<InputHash, Evidence> found = new HashMap<>();
        tallies.forEach((hash, tally) -> found.put(hash, tally.evidence()));
        return found;
    }

    @Override
    public synchronized List<Outcome> latest(JobKey key, int max) {
        NewestOutcomes newest = new NewestOutcomes(max);
        for (Outcome outcome : outcomes) {
            if (outcome.key().equals(key)) {
                newest.add(outcome);
            }
        }
        return newest.newestFirst();
    }

    @Override
    public synchronized void record(Collection<Outcome> more) {
        outcomes.addAll(more);
    }

    @Override
    public synchronized int prune(Duration age, int count) {
        List<Retention.Entry> entries = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            entries.add(new Retention.Entry(outcome.key(), outcome.at().toEpochMilli(), entries.size(), 1));
        }
        BitSet kept = new Retention(age, count, Long.MAX_VALUE, false).kept(entries, clock.instant());
        List<Outcome> rest = new ArrayList<>(kept.cardinality());
        kept.stream().mapToObj(outcomes::get).forEach(rest::add);
        int dropped = outcomes.size() - rest.size();
        outcomes = rest;
        return dropped;
    }
}
