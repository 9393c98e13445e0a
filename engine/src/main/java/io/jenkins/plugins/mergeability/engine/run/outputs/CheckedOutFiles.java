package io.jenkins.plugins.mergeability.engine.run.outputs;

import java.io.IOException;
import java.time.Instant;

/** The files of a working tree that are of the repository. */
public interface CheckedOutFiles {

    /** Whether git tracks a path, which starts at the top of the repository. */
    boolean tracked(String path) throws IOException;

    /** The newest time of modification of all files: outputs have to be newer, so that make takes them for up to date. */
    Instant newest() throws IOException;
}
