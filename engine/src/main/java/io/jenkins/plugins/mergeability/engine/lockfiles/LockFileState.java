package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.util.Optional;

/**
 * A lock file in one state of a repository.
 *
 * @param path its path
 * @param format its format; empty for one that is not understood
 * @param file what it says; empty where it counts as a whole
 * @param identity the mode and the object id; empty where there is no such file
 * @param because why it counts as a whole, as the end of a sentence; empty where it does not
 */
record LockFileState(
        String path, Optional<LockFileFormat> format, Optional<LockFile> file, String identity, String because) {

    static LockFileState absent(String path) {
        return new LockFileState(path, Optional.empty(), Optional.empty(), "", "there is no such file");
    }

    static LockFileState whole(String path, String identity, String because) {
        return new LockFileState(path, Optional.empty(), Optional.empty(), identity, because);
    }

    static LockFileState read(String path, LockFileFormat format, LockFile file, String identity) {
        return new LockFileState(path, Optional.of(format), Optional.of(file), identity, "");
    }

    /** The directory that the file is in. */
    String directory() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }
}
