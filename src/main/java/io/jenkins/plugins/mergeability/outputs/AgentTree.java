package io.jenkins.plugins.mergeability.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.OutputWorkspace;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A workspace on an agent, and where the agent keeps outputs.
 *
 * @param store the directory of the outputs of all repositories on the agent
 * @param state the directory of this plugin for the workspace
 * @param build what identifies the call of the step
 * @param scope which outputs the build may restore
 * @param git the git executable of the agent
 * @param keepsForeignFiles whether files in the way, which this plugin has not written, are moved aside and not removed
 */
record AgentTree(String store, String state, String build, OutputScope scope, String git, boolean keepsForeignFiles)
        implements Serializable {

    ScopedOutputStore outputs() {
        return new ScopedOutputStore(Path.of(store), scope);
    }

    OutputWorkspace workspace(Path top) {
        Path own = Path.of(state);
        return new OutputWorkspace(top, own, keepsForeignFiles ? Optional.of(own.resolve("aside")) : Optional.empty());
    }

    WorkspaceOwners owners() {
        return new WorkspaceOwners(Path.of(state), build);
    }

    /** The time of the last checkout, which wrote the index of git; now, if there is no index. */
    static Instant checkedOut(Path top) throws IOException {
        try {
            return Files.getLastModifiedTime(top.resolve(".git").resolve("index"))
                    .toInstant();
        } catch (NoSuchFileException e) {
            return Instant.now();
        }
    }
}
