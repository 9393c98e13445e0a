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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The proofs for builds of one repository and scope. It writes to one directory. Within the scope the newest outcome
 * decides. Where it has none, a pass that another scope proves counts; a failure in another scope only shows that a job is
 * flaky.
 */
final class ScopedProofStore implements ProofStore {

    private final RepositoryFiles files;
    private final String repository;
    private final Scope scope;
    private final boolean readsBranches;
    private final boolean newestOfAll;
    private final Path directory;
    private final FileProofStore own;

    /**
     * Creates a store.
     *
     * @param readsBranches whether passes of other branches count
     * @param newestOfAll whether {@code latest} is the newest outcome that the scope can read, and not that of its builds
     */
    ScopedProofStore(
            RepositoryFiles files, String repository, Scope scope, boolean readsBranches, boolean newestOfAll) {
        this.files = files;
        this.repository = repository;
        this.scope = scope;
        this.readsBranches = readsBranches;
        this.newestOfAll = newestOfAll;
        this.directory = files.scope(scope);
        this.own = new FileProofStore(directory);
    }

    @Override
    public Map<InputHash, Evidence> find(Set<InputHash> hashes) throws IOException {
        return files.withReadLock(() -> {
            touch();
            Map<InputHash, Evidence> found = new HashMap<>();
            add(found, inScope(), hashes, ScopedProofStore::newest);
            Map<InputHash, Evidence> others = new HashMap<>();
            if (scope.kind() != Scope.Kind.PRIMARY) {
                add(others, files.scopes(Scope.Kind.PRIMARY), hashes, ScopedProofStore::newest);
            }
            add(others, otherBranches(), hashes, ScopedProofStore::newestPass);
            others.forEach((hash, evidence) -> {
                if (found.containsKey(hash) || evidence.proven()) {
                    found.merge(hash, evidence, (first, second) -> sum(first.latest(), first, second));
                }
            });
            return found;
        });
    }

    /** Adds the evidence of stores. */
    private static void add(
            Map<InputHash, Evidence> found, Collection<Path> stores, Set<InputHash> hashes, Choice choice)
            throws IOException {
        for (Path store : stores) {
            new FileProofStore(store)
                    .find(hashes)
                    .forEach((hash, evidence) -> found.merge(
                            hash, evidence, (first, second) -> sum(choice.of(first, second), first, second)));
        }
    }

    @Override
    public List<Outcome> latest(JobKey key, int limit) throws IOException {
        return files.withReadLock(() -> {
            List<Outcome> found = new ArrayList<>();
            for (Path store : newestFrom()) {
                found.addAll(new FileProofStore(store).latest(key, limit));
            }
            found.sort(Comparator.comparing(Outcome::at).reversed());
            return List.copyOf(found.subList(0, Math.min(limit, found.size())));
        });
    }

    @Override
    public Map<JobKey, Outcome> latest(Set<JobKey> keys) throws IOException {
        return files.withReadLock(() -> {
            Map<JobKey, Outcome> found = new HashMap<>();
            for (Path store : newestFrom()) {
                new FileProofStore(store)
                        .latest(keys)
                        .forEach((key, outcome) -> found.merge(key, outcome, ScopedProofStore::later));
            }
            return found;
        });
    }

    @Override
    public void record(Collection<Outcome> outcomes) throws IOException {
        files.withReadLock(() -> {
            RepositoryFiles.create(files.directory(), repository);
            RepositoryFiles.create(directory, scope.name());
            own.record(outcomes);
            return null;
        });
    }

    @Override
    public int prune(Duration age, int count) throws IOException {
        return files.withReadLock(() -> own.prune(age, count));
    }

    /** The stores of the scope; all primary branches are one scope. */
    private Set<Path> inScope() throws IOException {
        Set<Path> stores = new LinkedHashSet<>();
        if (scope.kind() == Scope.Kind.PRIMARY) {
            stores.addAll(files.scopes(Scope.Kind.PRIMARY));
        }
        stores.add(directory);
        return stores;
    }

    /** The stores of other branches that the scope reads. */
    private Set<Path> otherBranches() throws IOException {
        Set<Path> stores = new LinkedHashSet<>();
        if (readsBranches) {
            stores.addAll(files.scopes(Scope.Kind.BRANCH));
            stores.remove(directory);
        }
        return stores;
    }

    private Set<Path> newestFrom() throws IOException {
        if (!newestOfAll) {
            return Set.of(directory);
        }
        Set<Path> stores = inScope();
        stores.addAll(files.scopes(Scope.Kind.PRIMARY));
        stores.addAll(otherBranches());
        return stores;
    }

    private void touch() throws IOException {
        RepositoryFiles.touch(files.directory());
        RepositoryFiles.touch(directory);
    }

    private static Evidence sum(Outcome latest, Evidence first, Evidence second) {
        return new Evidence(latest, first.passes() + second.passes(), first.failures() + second.failures());
    }

    private static Outcome newest(Evidence first, Evidence second) {
        return later(first.latest(), second.latest());
    }

    /** The newest outcome that passed, if one did. */
    private static Outcome newestPass(Evidence first, Evidence second) {
        if (first.proven() != second.proven()) {
            return first.proven() ? first.latest() : second.latest();
        }
        return newest(first, second);
    }

    private static Outcome later(Outcome first, Outcome second) {
        return second.at().isBefore(first.at()) ? first : second;
    }

    /** Chooses the outcome that decides. */
    private interface Choice {
        Outcome of(Evidence first, Evidence second);
    }
}
