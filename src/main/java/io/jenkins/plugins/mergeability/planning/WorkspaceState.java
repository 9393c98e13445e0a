package io.jenkins.plugins.mergeability.planning;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/**
 * How a workspace stands in which jobs are to run.
 *
 * @param below where it is, from the top of the repository; empty for the top itself
 * @param modified the files of the commit that is checked out that are not as they are there
 */
public record WorkspaceState(String below, List<String> modified) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;
}
