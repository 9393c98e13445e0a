package io.jenkins.plugins.mergeability.engine.lockfiles;

/** A lock file is not understood, so that it counts as a whole. The message completes "because". */
final class UnreadableLockFileException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableLockFileException(String because) {
        super(because);
    }
}
