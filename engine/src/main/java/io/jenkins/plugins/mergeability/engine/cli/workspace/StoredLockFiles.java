package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileCache;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lock files that have been read, kept on disk by the objects of git that they are. */
final class StoredLockFiles implements LockFileCache {

    private static final int MAX_FILES = 32;

    private final CacheDirectory files;
    private final Map<String, byte[]> fresh = new LinkedHashMap<>();

    StoredLockFiles(Path directory) {
        this.files = new CacheDirectory(directory, MAX_FILES);
    }

    @Override
    public synchronized Optional<byte[]> find(String name) {
        byte[] content = fresh.get(name);
        return content == null ? files.find(name) : Optional.of(content);
    }

    @Override
    public synchronized void keep(String name, byte[] content) {
        fresh.put(name, content);
    }

    /** Writes what was kept since the last time; called last, when the call is known to be valid. */
    synchronized void write() {
        fresh.forEach(files::keep);
        fresh.clear();
    }
}
