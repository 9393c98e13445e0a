package io.jenkins.plugins.mergeability.planning;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/**
 * The state of a workspace for jobs.
 *
 * @param below the path of the workspace relative to the top of the repository; empty for the top itself
 * @param modified the tracked files that differ from the checked-out commit
 */
public record WorkspaceState(String below, List<String> modified) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;
}
