package io.jenkins.plugins.mergeability.engine.run;

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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that keeps what is recorded, for assertions; it fails on demand. */
class RecordingProofStore implements ProofStore {

    final List<Outcome> recorded = new CopyOnWriteArrayList<>();
    volatile boolean broken;

    List<String> texts() {
        return recorded.stream()
                .map(outcome -> outcome.key() + (outcome.passed() ? " passed" : " failed"))
                .toList();
    }

    @Override
    public Map<InputHash, Evidence> find(Set<InputHash> hashes) {
        return Map.of();
    }

    @Override
    public List<Outcome> latest(JobKey key, int most) {
        return recorded.stream()
                .filter(outcome -> outcome.key().equals(key))
                .limit(most)
                .toList();
    }

    @Override
    public void record(Collection<Outcome> outcomes) throws IOException {
        if (broken) {
            throw new IOException("the disk is full");
        }
        recorded.addAll(outcomes);
    }

    @Override
    public int prune(Duration age, int count) {
        return 0;
    }
}
