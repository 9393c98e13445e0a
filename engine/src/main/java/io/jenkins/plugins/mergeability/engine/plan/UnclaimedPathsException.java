package io.jenkins.plugins.mergeability.engine.plan;

import java.util.List;

/** The map refuses changed paths that no component claims ({@code unmapped: error}), and there are some. */
public final class UnclaimedPathsException extends Exception {

    private final List<String> paths;

    UnclaimedPathsException(List<String> paths) {
        super(paths.size() + " changed paths are claimed by no component");
        this.paths = List.copyOf(paths);
    }

    /** The paths, at least one. */
    public List<String> paths() {
        return paths;
    }
}
