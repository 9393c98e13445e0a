package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.util.Optional;

/** The formats of lock files that are understood. */
enum LockFileFormat {
    NPM("package-lock.json", "package.json", PackageLock::read),
    PNPM("pnpm-lock.yaml", "package.json", PnpmLock::read),
    CARGO("Cargo.lock", "", CargoLock::read);

    /** Reads a file of a format. */
    interface Reader {
        LockFile read(byte[] content) throws UnreadableLockFileException;
    }

    private final String fileName;
    private final String manifest;
    private final Reader reader;

    LockFileFormat(String fileName, String manifest, Reader reader) {
        this.fileName = fileName;
        this.manifest = manifest;
        this.reader = reader;
    }

    /** The format of a file, by its name. */
    static Optional<LockFileFormat> of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (LockFileFormat format : values()) {
            if (format.fileName.equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    String fileName() {
        return fileName;
    }

    /** The manifest in the directory of a member; empty where members have names instead of directories. */
    String manifest() {
        return manifest;
    }

    LockFile read(byte[] content) throws UnreadableLockFileException {
        return reader.read(content);
    }
}
