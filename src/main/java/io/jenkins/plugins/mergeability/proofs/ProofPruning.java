package io.jenkins.plugins.mergeability.proofs;

import hudson.Extension;
import hudson.Util;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Deletes old proofs once a day, and all data of repositories, branches and pull requests that are not built any more. */
@Extension
public class ProofPruning extends AsyncPeriodicWork {

    private static final Duration MAX_REPOSITORY_AGE = Duration.ofDays(90);

    /** For scopes that nobody else reads. */
    private static final Duration MAX_PRIVATE_AGE = Duration.ofDays(14);

    public ProofPruning() {
        super("Pruning of mergeability proofs");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.DAYS.toMillis(1);
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        prune(ControllerProofStores.get(), Settings.of(null).proofAge(), Instant.now(), listener);
    }

    /** Prunes one repository after the other. An error in one repository does not affect the others. */
    static void prune(ControllerProofStores stores, Duration age, Instant now, TaskListener listener)
            throws IOException {
        for (RepositoryFiles files : stores.all()) {
            try {
                if (deleteUnused(files, files.directory(), now.minus(MAX_REPOSITORY_AGE))) {
                    listener.getLogger().println("Deleted " + files.id() + ", which was not used recently");
                } else {
                    int deleted = pruneStores(files, age, now);
                    listener.getLogger().println("Deleted " + deleted + " old results of " + files.id());
                }
            } catch (IOException e) {
                listener.error("Cannot prune " + files.directory() + ": " + e.getMessage());
            }
        }
    }

    private static int pruneStores(RepositoryFiles files, Duration age, Instant now) throws IOException {
        int deleted = 0;
        for (Scope.Kind kind : Scope.Kind.values()) {
            boolean isPrivate = kind == Scope.Kind.PULL_REQUEST || kind == Scope.Kind.JOB;
            for (Path scope : files.scopes(kind)) {
                if (!deleteUnused(files, scope, now.minus(isPrivate ? MAX_PRIVATE_AGE : age))) {
                    deleted += prune(files, scope, age);
                }
            }
        }
        for (Path branch : files.branches()) {
            deleteUnused(files, branch, now.minus(MAX_REPOSITORY_AGE));
        }
        return deleted;
    }

    private static int prune(RepositoryFiles files, Path store, Duration age) throws IOException {
        return files.withReadLock(() -> new FileProofStore(store).prune(age, Integer.MAX_VALUE));
    }

    /** Deletes a file or directory that was last used before {@code limit}. It checks again with the write lock. */
    private static boolean deleteUnused(RepositoryFiles files, Path path, Instant limit) throws IOException {
        return lastUse(path).isBefore(limit)
                && files.withWriteLock(() -> {
                    if (!lastUse(path).isBefore(limit)) {
                        return false;
                    }
                    Util.deleteRecursive(path.toFile());
                    return true;
                });
    }

    private static Instant lastUse(Path path) throws IOException {
        return Files.isDirectory(path)
                ? RepositoryFiles.lastUse(path)
                : Files.getLastModifiedTime(path).toInstant();
    }
}
