package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.util.Optional;

/** Keeps lock files that have been read, under names that stand for their content. */
public interface LockFileCache {

    /** A cache that keeps nothing. */
    LockFileCache NONE = new LockFileCache() {
        @Override
        public Optional<byte[]> find(String name) {
            return Optional.empty();
        }

        @Override
        public void keep(String name, byte[] content) {}
    };

    /** What was kept under a name. */
    Optional<byte[]> find(String name);

    /** Keeps something; where that fails, it is read again the next time. */
    void keep(String name, byte[] content);
}
