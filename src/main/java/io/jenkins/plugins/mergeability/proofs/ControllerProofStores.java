package io.jenkins.plugins.mergeability.proofs;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import jenkins.model.Jenkins;

/**
 * All proofs of this controller, in {@code $JENKINS_HOME/mergeability/proofs}: one directory for each repository,
 * regardless of the jobs that build it.
 */
@Extension
public class ControllerProofStores {

    private final Path root;
    private final Map<String, ReadWriteLock> locks = new ConcurrentHashMap<>();
    private final StoreSummaries summaries = new StoreSummaries();

    public ControllerProofStores() {
        this(Jenkins.get().getRootDir().toPath().resolve("mergeability").resolve("proofs"));
    }

    ControllerProofStores(Path root) {
        this.root = root;
    }

    public static ControllerProofStores get() {
        return ExtensionList.lookupSingleton(ControllerProofStores.class);
    }

    /**
     * The proofs for the builds of a scope.
     *
     * @param repository the URL or the {@link RepositoryId} of the repository
     * @param scope decides which proofs can be read, and who can read the recorded ones
     * @param readsBranches whether passes of other branches count
     */
    public ProofStore store(String repository, Scope scope, boolean readsBranches) {
        String name = RepositoryId.of(repository);
        return new ScopedProofStore(of(name), name, scope, readsBranches, false);
    }

    /** The newest outcomes of jobs in all scopes that a scope reads, whatever they prove. */
    public ProofStore newest(String repository, Scope scope) {
        String name = RepositoryId.of(repository);
        return new ScopedProofStore(of(name), name, scope, true, true);
    }

    /**
     * The last fully proven commit of a branch.
     *
     * @throws IOException if it cannot be read
     */
    public Optional<ProvenCommit> provenCommit(String repository, String branch) throws IOException {
        RepositoryFiles files = of(RepositoryId.of(repository));
        return files.withReadLock(() -> files.provenCommit(branch));
    }

    /**
     * Records that all jobs of a commit of a branch are proven.
     *
     * @throws IOException if it cannot be written
     */
    public void setProvenCommit(String repository, String branch, ProvenCommit commit) throws IOException {
        String name = RepositoryId.of(repository);
        RepositoryFiles files = of(name);
        files.withReadLock(() -> {
            RepositoryFiles.create(files.directory(), name);
            files.setProvenCommit(branch, commit);
            return null;
        });
    }

    /**
     * The repositories with proofs, by name.
     *
     * @throws IOException if the directory cannot be read
     */
    public List<StoredRepository> repositories() throws IOException {
        List<StoredRepository> repositories = new ArrayList<>();
        for (RepositoryFiles files : all()) {
            files.withReadLock(() -> {
                Optional<String> name = RepositoryFiles.owner(files.directory());
                return name.isPresent() && repositories.add(summaries.of(files, name.get()));
            });
        }
        repositories.sort(Comparator.comparing(StoredRepository::name));
        return repositories;
    }

    /**
     * Deletes all data of a repository.
     *
     * @param id the ID of the {@link StoredRepository}
     * @return whether the repository existed
     * @throws IOException if a file could not be deleted
     */
    public boolean clear(String id) throws IOException {
        for (RepositoryFiles files : all()) {
            if (files.id().equals(id)) {
                return files.withWriteLock(() -> {
                    Util.deleteRecursive(files.directory().toFile());
                    return true;
                });
            }
        }
        return false;
    }

    /** The files of all repositories. */
    List<RepositoryFiles> all() throws IOException {
        return RepositoryFiles.list(root).stream()
                .filter(Files::isDirectory)
                .map(directory -> files(directory.toFile().getName()))
                .toList();
    }

    private RepositoryFiles of(String repository) {
        return files(DirectoryName.of(repository));
    }

    private RepositoryFiles files(String id) {
        return new RepositoryFiles(root, id, locks.computeIfAbsent(id, key -> new ReentrantReadWriteLock()));
    }
}
