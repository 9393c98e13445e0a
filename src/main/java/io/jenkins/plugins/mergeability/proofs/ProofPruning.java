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

/**
 * Once a day forgets proofs that are old, and all that is known of repositories and pull requests that are no longer
 * built.
 */
@Extension
public class ProofPruning extends AsyncPeriodicWork {

    private static final Duration REPOSITORY_UNUSED = Duration.ofDays(90);
    private static final Duration UNTRUSTED_UNUSED = Duration.ofDays(14);

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

    /** Prunes one repository after the other. One that cannot be pruned does not keep the others from it. */
    static void prune(ControllerProofStores vault, Duration age, Instant now, TaskListener listener) throws IOException {
        for (RepositoryFiles files : vault.all()) {
            try {
                if (removeUnused(files, files.directory(), now.minus(REPOSITORY_UNUSED))) {
                    listener.getLogger().println("Removed " + files.id() + ", which no build has used lately");
                } else {
                    int dropped = pruneStores(files, age, now);
                    listener.getLogger().println("Dropped " + dropped + " old outcomes of " + files.id());
                }
            } catch (IOException e) {
                listener.error("Could not prune " + files.directory() + ": " + e.getMessage());
            }
        }
    }

    private static int pruneStores(RepositoryFiles files, Duration age, Instant now) throws IOException {
        int dropped = prune(files, files.trusted(), age);
        for (Path pullRequest : files.untrusted()) {
            if (!removeUnused(files, pullRequest, now.minus(UNTRUSTED_UNUSED))) {
                dropped += prune(files, pullRequest, age);
            }
        }
        for (Path branch : files.branches()) {
            removeUnused(files, branch, now.minus(REPOSITORY_UNUSED));
        }
        return dropped;
    }

    private static int prune(RepositoryFiles files, Path store, Duration age) throws IOException {
        return files.using(() -> new FileProofStore(store).prune(age, Integer.MAX_VALUE));
    }

    /** Removes what was last used before {@code least}. It is asked again while nobody can begin to use it. */
    private static boolean removeUnused(RepositoryFiles files, Path unused, Instant least) throws IOException {
        return lastUse(unused).isBefore(least)
                && files.removing(() -> {
                    if (!lastUse(unused).isBefore(least)) {
                        return false;
                    }
                    Util.deleteRecursive(unused.toFile());
                    return true;
                });
    }

    private static Instant lastUse(Path unused) throws IOException {
        return Files.isDirectory(unused)
                ? RepositoryFiles.lastUse(unused)
                : Files.getLastModifiedTime(unused).toInstant();
    }
}
