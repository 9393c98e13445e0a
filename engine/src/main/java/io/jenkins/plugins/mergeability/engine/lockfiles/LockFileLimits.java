package io.jenkins.plugins.mergeability.engine.lockfiles;

/** The limits of lock files, which anybody who opens a pull request may write. A larger one counts as a whole. */
public final class LockFileLimits {

    /** Bytes of a file. */
    public static final int BYTES = 16 << 20;

    /** Values and keys. */
    static final int VALUES = 1_000_000;

    /** Levels of nested lists and maps. */
    static final int DEPTH = 32;

    private LockFileLimits() {}
}
