package io.jenkins.plugins.mergeability.engine.github;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The owners of changed paths of one repository as one account sees them, by the commits that determine them. Safe for
 * use by several threads.
 */
public final class OwnedPaths {

    private static final int MAX_FILES = 8;
    private static final int MAX_CHANGES = 500;

    /** The commits that determine the changed paths and their owners. */
    record Change(int number, String head, String tip) {}

    /** The first of the paths with the same owners. */
    record OwnedPath(String path, List<String> owners) {}

    private final Map<String, OwnersFile> files = lru(MAX_FILES);
    private final Map<Change, List<OwnedPath>> changes = lru(MAX_CHANGES);

    /** The file of a commit, if it is known. */
    synchronized Optional<OwnersFile> file(String commit) {
        return Optional.ofNullable(files.get(commit));
    }

    synchronized void put(String commit, OwnersFile file) {
        files.put(commit, file);
    }

    /** The owned paths of a change, if they are known. */
    synchronized Optional<List<OwnedPath>> of(Change change) {
        return Optional.ofNullable(changes.get(change));
    }

    synchronized void put(Change change, List<OwnedPath> paths) {
        changes.put(change, paths);
    }

    private static <K, V> Map<K, V> lru(int size) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > size;
            }
        };
    }
}
