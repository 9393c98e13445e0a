package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileCache;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lock files that have been read, for many states of one repository. */
public final class MemoryLockFiles implements LockFileCache {

    private final Map<String, byte[]> files = new HashMap<>();

    @Override
    public Optional<byte[]> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    @Override
    public void keep(String name, byte[] content) {
        files.put(name, content);
    }
}
