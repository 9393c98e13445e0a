package io.jenkins.plugins.mergeability.planning;

import hudson.FilePath;
import java.io.IOException;
import java.util.Optional;

/** Queries about one workspace with different bases. */
final class AgentQueries {

    private final FilePath workspace;
    private final String ceiling;
    private final String git;
    private final String mapPath;
    private final Optional<MapSource> given;

    /**
     * Creates queries about a workspace.
     *
     * @param workspace a directory of the repository
     * @param top the workspace of the build; a repository that contains it does not belong to the build
     * @param git the name or path of the git executable on the agent
     * @param mapPath the path of the map in the repository, or empty
     * @param given the map; empty for the one that is checked out
     */
    AgentQueries(FilePath workspace, FilePath top, String git, String mapPath, Optional<MapSource> given) {
        this.workspace = workspace;
        this.ceiling = ceiling(top);
        this.git = git;
        this.mapPath = mapPath;
        this.given = given;
    }

    /** The directory in which git stops to search for a repository. */
    static String ceiling(FilePath top) {
        FilePath parent = top.getParent();
        return parent == null ? "" : parent.getRemote();
    }

    /**
     * Queries the repository.
     *
     * @throws PlanningException if the build cannot be planned with any base
     */
    AgentReply query(Base base) throws IOException, InterruptedException {
        AgentReply reply = workspace.act(new AgentQuery(git, ceiling, mapPath, given.orElse(null), base));
        if (reply.failure() != null) {
            throw new PlanningException(reply.failure());
        }
        return reply;
    }
}
