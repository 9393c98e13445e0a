package io.jenkins.plugins.mergeability.engine.plan;

/** The map refuses changed paths that no component claims ({@code unmapped: error}), and there are some. */
public final class UnclaimedPathsException extends Exception {

    private final transient ChangedFiles.Paths paths;

    UnclaimedPathsException(ChangedFiles.Paths paths) {
        super(paths.count() + " changed paths are claimed by no component");
        this.paths = paths;
    }

    /** The paths, at least one. */
    public ChangedFiles.Paths paths() {
        return paths;
    }
}
