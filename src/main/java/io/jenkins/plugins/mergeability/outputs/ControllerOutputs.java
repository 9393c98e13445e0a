package io.jenkins.plugins.mergeability.outputs;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import io.jenkins.plugins.mergeability.config.MergeabilityConfiguration;
import io.jenkins.plugins.mergeability.engine.outputs.OutputLimits;
import io.jenkins.plugins.mergeability.engine.outputs.StoredOutput;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;

/**
 * The outputs that the controller keeps, in {@code $JENKINS_HOME/mergeability/outputs}, for jobs that run elsewhere and for
 * later builds.
 */
@Extension
public class ControllerOutputs {

    /** What a list of files may take besides the files. */
    private static final long MAX_OVERHEAD = 128L << 20;

    private final OutputDirectories directories;
    private long bytesSinceEviction = Long.MAX_VALUE / 2;

    public ControllerOutputs() {
        this(Jenkins.get().getRootDir().toPath().resolve("mergeability").resolve("outputs"));
    }

    ControllerOutputs(Path root) {
        this.directories = new OutputDirectories(root);
    }

    public static ControllerOutputs get() {
        return ExtensionList.lookupSingleton(ControllerOutputs.class);
    }

    private ScopedOutputStore store(OutputScope scope) {
        return new ScopedOutputStore(directories.root(), scope);
    }

    /** Whether outputs are kept on the controller. */
    public boolean has(OutputScope scope, OutputDigest digest) throws IOException {
        return store(scope).has(digest);
    }

    /** Takes an archive from an agent. */
    void take(OutputScope scope, OutputDigest digest, AgentStore agent) throws IOException {
        if (agent.isOnController()) {
            return;
        }
        long[] taken = {0};
        store(scope).put(digest, out -> {
            BoundedStream bounded = new BoundedStream(out);
            try {
                agent.read(digest, bounded);
                taken[0] = bounded.count;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        });
        evictIfFull(taken[0]);
    }

    /** Gives an archive to an agent; returns whether it is kept here. */
    boolean give(OutputScope scope, OutputDigest digest, AgentStore agent) throws IOException, InterruptedException {
        if (agent.isOnController()) {
            return false; // the agent would have found it
        }
        Optional<InputStream> kept = store(scope).get(digest);
        if (kept.isEmpty()) {
            return false;
        }
        try (InputStream in = kept.get()) {
            agent.write(digest, in);
        }
        return true;
    }

    /** Removes an archive that an agent could not read, if it is damaged. */
    void check(OutputScope scope, OutputDigest digest) throws IOException {
        store(scope).removeIfDamaged(digest);
    }

    private synchronized void evictIfFull(long added) throws IOException {
        bytesSinceEviction += added;
        if (bytesSinceEviction
                > MergeabilityConfiguration.get().outputEviction().maxBytes()) {
            evict();
        }
    }

    /** Removes what is too old or too much. */
    synchronized void evict() throws IOException {
        Set<OutputDigest> pinned = PinnedOutputs.all();
        bytesSinceEviction =
                directories.evict(MergeabilityConfiguration.get().outputEviction(), Instant.now(), pinned::contains);
    }

    /** The repositories with outputs, by name. */
    List<StoredOutputs> repositories() throws IOException {
        List<StoredOutputs> repositories = new ArrayList<>();
        for (Path repository : directories.repositories()) {
            long primary = 0;
            long other = 0;
            int count = 0;
            Instant lastUse = Instant.EPOCH;
            for (Path scope : directories.scopes(repository)) {
                List<StoredOutput> stored = new DirectoryOutputStore(scope).list();
                count += stored.size();
                if (DiskNames.name(scope).equals(OutputScope.PRIMARY)) {
                    primary += OutputDirectories.bytes(stored);
                } else {
                    other += OutputDirectories.bytes(stored);
                }
                for (StoredOutput each : stored) {
                    lastUse = each.lastUsed().isAfter(lastUse) ? each.lastUsed() : lastUse;
                }
            }
            if (count > 0) {
                repositories.add(new StoredOutputs(
                        DiskNames.name(repository),
                        OutputDirectories.owner(repository),
                        count,
                        primary,
                        other,
                        lastUse));
            }
        }
        repositories.sort(Comparator.comparing(StoredOutputs::name));
        return repositories;
    }

    /**
     * Deletes all outputs of a repository. Jobs that need them run again.
     *
     * @return whether there were any
     */
    boolean clear(String id) throws IOException {
        for (Path repository : directories.repositories()) {
            if (DiskNames.name(repository).equals(id)) {
                Util.deleteRecursive(repository.toFile());
                return true;
            }
        }
        return false;
    }

    /** Refuses more bytes than outputs can have, whatever an agent sends. */
    private static final class BoundedStream extends FilterOutputStream {

        private long count;

        BoundedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            count(1);
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            count(length);
            out.write(bytes, from, length);
        }

        private void count(int length) throws IOException {
            count += length;
            if (count > OutputLimits.DEFAULT.maxBytes() + MAX_OVERHEAD) {
                throw new IOException("the agent sends more than outputs may have");
            }
        }
    }
}
