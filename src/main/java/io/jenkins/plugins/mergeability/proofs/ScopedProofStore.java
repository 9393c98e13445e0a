package io.jenkins.plugins.mergeability.proofs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The proofs that builds of one repository and trust may use. It writes to its own store only; one for an untrusted
 * pull request also reads what is proven for everybody.
 */
final class ScopedProofStore implements ProofStore {

    private final RepositoryFiles files;
    private final String repository;
    private final Path directory;
    private final String whose;
    private final FileProofStore own;
    private final List<FileProofStore> readable;

    ScopedProofStore(RepositoryFiles files, String repository, Trust trust) {
        this.files = files;
        this.repository = repository;
        FileProofStore everybodys = new FileProofStore(files.trusted());
        if (trust instanceof Trust.Untrusted untrusted) {
            whose = untrusted.who();
            directory = files.untrusted(whose);
            own = new FileProofStore(directory);
            readable = List.of(everybodys, own);
        } else {
            whose = repository;
            directory = files.trusted();
            own = everybodys;
            readable = List.of(everybodys);
        }
    }

    @Override
    public Map<InputHash, Evidence> find(Set<InputHash> hashes) throws IOException {
        return files.using(() -> {
            touch();
            Map<InputHash, Evidence> found = new HashMap<>();
            for (FileProofStore store : readable) {
                store.find(hashes).forEach((hash, evidence) -> found.merge(hash, evidence, ScopedProofStore::both));
            }
            return found;
        });
    }

    @Override
    public List<Outcome> latest(JobKey key, int most) throws IOException {
        return files.using(() -> {
            List<Outcome> found = new ArrayList<>();
            for (FileProofStore store : readable) {
                found.addAll(0, store.latest(key, most)); // the own ones first, where two ended at the same moment
            }
            found.sort(Comparator.comparing(Outcome::at).reversed());
            return List.copyOf(found.subList(0, Math.min(most, found.size())));
        });
    }

    @Override
    public Map<JobKey, Outcome> latest(Set<JobKey> keys) throws IOException {
        return files.using(() -> {
            Map<JobKey, Outcome> found = new HashMap<>();
            for (FileProofStore store : readable) {
                store.latest(keys).forEach((key, outcome) -> found.merge(key, outcome, ScopedProofStore::later));
            }
            return found;
        });
    }

    @Override
    public void record(Collection<Outcome> outcomes) throws IOException {
        files.using(() -> {
            RepositoryFiles.begin(files.directory(), repository);
            RepositoryFiles.begin(directory, whose);
            own.record(outcomes);
            return null;
        });
    }

    @Override
    public int prune(Duration age, int count) throws IOException {
        return files.using(() -> own.prune(age, count));
    }

    private void touch() throws IOException {
        RepositoryFiles.touch(files.directory());
        RepositoryFiles.touch(directory);
    }

    private static Evidence both(Evidence one, Evidence other) {
        return new Evidence(
                later(one.latest(), other.latest()), one.passes() + other.passes(), one.failures() + other.failures());
    }

    private static Outcome later(Outcome one, Outcome other) {
        return other.at().isBefore(one.at()) ? one : other;
    }
}
