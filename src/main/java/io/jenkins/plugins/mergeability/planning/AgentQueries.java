package io.jenkins.plugins.mergeability.planning;

import hudson.FilePath;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.io.IOException;
import java.util.Optional;

/** Queries about one workspace with different bases. */
final class AgentQueries {

    private final FilePath workspace;
    private final String ceiling;
    private final String git;
    private final String mapPath;
    private final Optional<MapSource> given;
    private final String agent;

    /**
     * Creates queries about a workspace.
     *
     * @param workspace a directory of the repository
     * @param top the workspace of the build; a repository that contains it does not belong to the build
     * @param git the name or path of the git executable on the agent
     * @param mapPath the path of the map in the repository, or empty
     * @param given the map; empty for the one that is checked out
     * @param agent its name, for error messages
     */
    AgentQueries(
            FilePath workspace, FilePath top, String git, String mapPath, Optional<MapSource> given, String agent) {
        this.workspace = workspace;
        this.ceiling = ceiling(top);
        this.git = git;
        this.mapPath = mapPath;
        this.given = given;
        this.agent = agent;
    }

    /** The directory in which git stops to search for a repository. */
    static String ceiling(FilePath top) {
        FilePath parent = top.getParent();
        return parent == null ? "" : parent.getRemote();
    }

    /**
     * Queries the repository.
     *
     * @throws PlanningException if the build cannot be planned with any base, or if the map is not the one of the commit
     */
    AgentReply query(Base base) throws IOException, InterruptedException {
        AgentReply reply = workspace.act(new AgentQuery(git, ceiling, "HEAD", mapPath, given.orElse(null), base));
        if (reply.failure() != null) {
            throw new PlanningException(reply.failure());
        }
        if (reply.lack() == null && !isVerified(reply)) {
            throw new PlanningException("agent " + agent + ": git returned another component map than "
                    + GitPath.display(mapPath) + " of the commit "
                    + reply.facts().head()
                    + ": the objects of the repository there, or git itself, have been changed");
        }
        return reply;
    }

    /** Whether the map is the given one, or is in the commit by the IDs of the objects that lead from it to the map. */
    private boolean isVerified(AgentReply reply) throws IOException {
        RepositoryFacts facts = reply.facts();
        if (given.isPresent()) {
            return facts.map().equals(given.get());
        }
        GitObjects.Source objects = reply.objects().verified();
        try {
            return CommittedFile.tree(objects, facts.head()).equals(Optional.of(facts.tree()))
                    && CommittedFile.find(objects, facts.head(), mapPath)
                            .filter(file -> facts.map().equals(new MapSource(mapPath, file.content())))
                            .isPresent();
        } catch (BadInputException e) {
            throw new IllegalStateException("the objects are in memory", e);
        }
    }
}
