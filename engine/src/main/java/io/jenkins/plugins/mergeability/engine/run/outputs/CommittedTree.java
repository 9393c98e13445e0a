package io.jenkins.plugins.mergeability.engine.run.outputs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A temporary working tree of one run, which is put back to its commit after each job. */
public interface CommittedTree {

    /**
     * Puts the tracked files back, and what git keeps of the working tree.
     *
     * @return the files that were changed
     * @throws IOException if they cannot be put back, so that no further job must run there
     */
    List<String> putBack() throws IOException;

    /** A directory beside the working tree, on the same file system, which goes with it. */
    Path beside();
}
