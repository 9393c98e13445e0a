package io.jenkins.plugins.mergeability.planning;

import hudson.FilePath;
import java.io.IOException;
import java.util.Optional;

/** The questions about one workspace, which differ in what is compared with. */
final class AgentQueries {

    private final FilePath workspace;
    private final String ceiling;
    private final String git;
    private final String mapPath;
    private final Optional<MapSource> given;

    /**
     * Questions about a workspace.
     *
     * @param workspace a directory of the repository
     * @param top the workspace of the build: a repository that it is a part of is none of the build's
     * @param git the name or path of the git executable there
     * @param mapPath the path of the map in the repository, or empty
     * @param given the map to plan by, unless that is the one that is checked out
     */
    AgentQueries(FilePath workspace, FilePath top, String git, String mapPath, Optional<MapSource> given) {
        this.workspace = workspace;
        this.ceiling = ceiling(top);
        this.git = git;
        this.mapPath = mapPath;
        this.given = given;
    }

    /** The directory in which the search for a repository ends. */
    static String ceiling(FilePath top) {
        FilePath above = top.getParent();
        return above == null ? "" : above.getRemote();
    }

    /**
     * Asks.
     *
     * @throws PlanningException if no plan can be made, whatever it is compared with
     */
    AgentReply ask(Base base) throws IOException, InterruptedException {
        AgentReply answer = workspace.act(new AgentQuery(git, ceiling, mapPath, given.orElse(null), base));
        if (answer.failure() != null) {
            throw new PlanningException(answer.failure());
        }
        return answer;
    }
}
