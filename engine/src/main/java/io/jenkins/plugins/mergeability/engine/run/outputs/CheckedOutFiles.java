package io.jenkins.plugins.mergeability.engine.run.outputs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** The files of a working tree that are of the repository. What cannot be read is an {@link UncheckedIOException}. */
public interface CheckedOutFiles {

    /** Whether git tracks a path, which starts at the top of the repository. */
    boolean tracked(String path);

    /** Whether git tracks a file in a directory, or a submodule. */
    boolean trackedBelow(String directory);

    /** The newest time of modification of all files: outputs have to be newer, so that make takes them for up to date. */
    Instant newest() throws IOException;
}
