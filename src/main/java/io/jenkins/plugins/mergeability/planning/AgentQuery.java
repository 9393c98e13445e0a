package io.jenkins.plugins.mergeability.planning;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jenkins.MasterToSlaveFileCallable;

/** Queries a repository, without uncommitted files: the one in a workspace on an agent, or the controller's own clone. */
final class AgentQuery extends MasterToSlaveFileCallable<AgentReply> {

    @Serial
    private static final long serialVersionUID = 1;

    private final String git;
    private final String ceiling;
    private final String revision;
    private final String mapPath;
    private final MapSource given;
    private final String base;
    private final boolean ancestor;
    private final String everything;

    /**
     * Creates a query.
     *
     * @param git the name or path of the git executable
     * @param ceiling the directory in which git stops to search for a repository
     * @param revision the commit to plan
     * @param mapPath the path of the map in the repository, or empty
     * @param given the map; null for the one of that commit
     * @param base the base of the comparison
     */
    AgentQuery(String git, String ceiling, String revision, String mapPath, MapSource given, Base base) {
        this.git = git;
        this.ceiling = ceiling;
        this.revision = revision;
        this.mapPath = mapPath;
        this.given = given;
        if (base instanceof Base.Commit commit) {
            this.base = commit.revision();
            this.ancestor = commit.ancestor();
            this.everything = null;
        } else {
            this.base = null;
            this.ancestor = false;
            this.everything = ((Base.None) base).reason();
        }
    }

    @Override
    public AgentReply invoke(File workspace, VirtualChannel channel) throws IOException {
        Selection selection = base == null
                ? new Selection(new Selection.Everything(everything), Optional.of(revision))
                : Selection.since(base).at(revision);
        try (GitRepository repository = GitRepository.open(workspace.toPath(), git, environment(ceiling), selection)) {
            if (base != null) {
                AgentReply missing = missing(repository);
                if (missing != null) {
                    return missing;
                }
            }
            String head = repository.change().head().orElse("");
            GitObjects objects = new GitObjects();
            MapSource map = given == null ? atHead(repository, head, objects) : given;
            String tree = repository.tree(head);
            return AgentReply.of(RepositoryFacts.of(repository, tree, map, mapPath, given == null), objects);
        } catch (BadInputException | IOException e) {
            return AgentReply.failure(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** What the repository lacks for a comparison with the base; null if nothing. */
    private AgentReply missing(GitRepository repository) throws BadInputException, IOException {
        if (repository.commit(base).isEmpty()) {
            return AgentReply.noBase(repository.shallow());
        }
        Change change = repository.change();
        if (change.everything().isPresent()) {
            return AgentReply.noHistory(change.everything().get(), repository.shallow());
        }
        return ancestor && !change.base().equals(repository.commit(base)) ? AgentReply.rewritten() : null;
    }

    /** The map at the head. Records the objects that show that it is there. */
    private MapSource atHead(GitRepository repository, String head, GitObjects objects)
            throws BadInputException, IOException {
        GitObjects.Source source = objects.recorded((type, id) -> repository.object(type.gitName(), id));
        CommittedFile file = CommittedFile.find(source, head, mapPath)
                .orElseThrow(() -> PlanningException.noMap(GitPath.display(mapPath), head));
        return new MapSource(mapPath, file.content());
    }

    /** The environment variables of git. */
    static Map<String, String> environment(String ceiling) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("GIT_CEILING_DIRECTORIES", ceiling);
        return environment;
    }
}
