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
 * The proofs for builds of one repository with one trust. It writes to one store. For an untrusted pull request, it also
 * reads the store of trusted builds.
 */
final class ScopedProofStore implements ProofStore {

    private final RepositoryFiles files;
    private final String repository;
    private final Path directory;
    private final String owner;
    private final FileProofStore own;
    private final List<FileProofStore> readable;

    ScopedProofStore(RepositoryFiles files, String repository, Trust trust) {
        this.files = files;
        this.repository = repository;
        FileProofStore trusted = new FileProofStore(files.trusted());
        if (trust instanceof Trust.Untrusted untrusted) {
            owner = untrusted.pullRequest();
            directory = files.untrusted(owner);
            own = new FileProofStore(directory);
            readable = List.of(trusted, own);
        } else {
            owner = repository;
            directory = files.trusted();
            own = trusted;
            readable = List.of(trusted);
        }
    }

    @Override
    public Map<InputHash, Evidence> find(Set<InputHash> hashes) throws IOException {
        return files.withReadLock(() -> {
            touch();
            Map<InputHash, Evidence> found = new HashMap<>();
            for (FileProofStore store : readable) {
                store.find(hashes).forEach((hash, evidence) -> found.merge(hash, evidence, ScopedProofStore::merge));
            }
            return found;
        });
    }

    @Override
    public List<Outcome> latest(JobKey key, int limit) throws IOException {
        return files.withReadLock(() -> {
            List<Outcome> found = new ArrayList<>();
            for (FileProofStore store : readable) {
                found.addAll(0, store.latest(key, limit)); // own results first if the times are equal
            }
            found.sort(Comparator.comparing(Outcome::at).reversed());
            return List.copyOf(found.subList(0, Math.min(limit, found.size())));
        });
    }

    @Override
    public Map<JobKey, Outcome> latest(Set<JobKey> keys) throws IOException {
        return files.withReadLock(() -> {
            Map<JobKey, Outcome> found = new HashMap<>();
            for (FileProofStore store : readable) {
                store.latest(keys).forEach((key, outcome) -> found.merge(key, outcome, ScopedProofStore::later));
            }
            return found;
        });
    }

    @Override
    public void record(Collection<Outcome> outcomes) throws IOException {
        files.withReadLock(() -> {
            RepositoryFiles.create(files.directory(), repository);
            RepositoryFiles.create(directory, owner);
            own.record(outcomes);
            return null;
        });
    }

    @Override
    public int prune(Duration age, int count) throws IOException {
        return files.withReadLock(() -> own.prune(age, count));
    }

    private void touch() throws IOException {
        RepositoryFiles.touch(files.directory());
        RepositoryFiles.touch(directory);
    }

    private static Evidence merge(Evidence first, Evidence second) {
        return new Evidence(
                later(first.latest(), second.latest()),
                first.passes() + second.passes(),
                first.failures() + second.failures());
    }

    private static Outcome later(Outcome first, Outcome second) {
        return second.at().isBefore(first.at()) ? first : second;
    }
}
