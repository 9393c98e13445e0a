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
 * All proofs of this controller, below {@code mergeability/proofs} in its home: one directory for each repository,
 * whatever job builds it.
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
     * The proofs of a repository.
     *
     * @param repository its address, or its {@link RepositoryId}
     * @param trust whose proofs may be used, and who may use those that are recorded
     */
    public ProofStore store(String repository, Trust trust) {
        String name = RepositoryId.of(repository);
        return new ScopedProofStore(of(name), name, trust);
    }

    /**
     * The last commit of a branch for which everything was proven.
     *
     * @throws IOException if it cannot be read
     */
    public Optional<String> provenCommit(String repository, String branch) throws IOException {
        RepositoryFiles files = of(RepositoryId.of(repository));
        return files.using(() -> files.provenCommit(branch));
    }

    /**
     * Remembers that everything was proven for a commit of a branch. Only for what a trusted build has proven.
     *
     * @throws IOException if it cannot be written
     */
    public void setProvenCommit(String repository, String branch, String commit) throws IOException {
        String name = RepositoryId.of(repository);
        RepositoryFiles files = of(name);
        files.using(() -> {
            RepositoryFiles.begin(files.directory(), name);
            files.setProvenCommit(branch, commit);
            return null;
        });
    }

    /**
     * The repositories of which proofs are kept, by name.
     *
     * @throws IOException if the directory cannot be read
     */
    public List<StoredRepository> repositories() throws IOException {
        List<StoredRepository> repositories = new ArrayList<>();
        for (RepositoryFiles files : all()) {
            files.using(() -> {
                Optional<String> name = RepositoryFiles.whose(files.directory());
                return name.isPresent() && repositories.add(summaries.of(files, name.get()));
            });
        }
        repositories.sort(Comparator.comparing(StoredRepository::name));
        return repositories;
    }

    /**
     * Forgets all that is known of a repository.
     *
     * @param id of {@link StoredRepository}
     * @return whether there was such a repository
     * @throws IOException if not all of it could be removed
     */
    public boolean clear(String id) throws IOException {
        for (RepositoryFiles files : all()) {
            if (files.id().equals(id)) {
                return files.removing(() -> {
                    Util.deleteRecursive(files.directory().toFile());
                    return true;
                });
            }
        }
        return false;
    }

    /** What is kept of each repository. */
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
        return new RepositoryFiles(root, id, locks.computeIfAbsent(id, any -> new ReentrantReadWriteLock()));
    }
}
