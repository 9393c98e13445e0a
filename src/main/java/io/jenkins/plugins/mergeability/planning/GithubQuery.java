package io.jenkins.plugins.mergeability.planning;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.proofs.CommitId;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.github_branch_source.Connector;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMRevision;
import org.kohsuke.github.GHCommit;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;

/** Queries GitHub for the facts that an {@link AgentQuery} would read from a clone. */
final class GithubQuery {

    private interface Question<T> {
        T ask(GHRepository repository) throws IOException, BadInputException;
    }

    private final GitHubSCMSource source;
    private final String head;
    private final Set<String> parents;
    private final Base base;

    private GithubQuery(GitHubSCMSource source, String head, Set<String> parents, Base base) {
        this.source = source;
        this.head = head;
        this.parents = parents;
        this.base = base;
    }

    /** The query for a build; empty if the source is not at GitHub, or a commit is unknown. */
    static Optional<GithubQuery> of(BuildSource.Origin origin, Base base) {
        if (!(origin.source() instanceof GitHubSCMSource source)
                || base instanceof Base.Commit commit && !CommitId.is(commit.revision())) {
            return Optional.empty();
        }
        return head(origin).filter(CommitId::is).map(head -> new GithubQuery(source, head, parents(origin), base));
    }

    private static Optional<String> head(BuildSource.Origin origin) {
        return origin.revision() instanceof PullRequestSCMRevision pull && pull.isMerge()
                ? Optional.ofNullable(pull.getMergeHash())
                : origin.commit();
    }

    /** The parents of the merge; empty without a merge. The merge commit of GitHub may be outdated. */
    private static Set<String> parents(BuildSource.Origin origin) {
        return origin.revision() instanceof PullRequestSCMRevision pull && pull.isMerge()
                ? new TreeSet<>(List.of(pull.getBaseHash(), pull.getPullHash()))
                : Set.of();
    }

    /**
     * Runs the query.
     *
     * @param given the map; empty for the one at the head
     * @throws PlanningException if the build cannot be planned with an agent either
     * @throws IOException if the data of GitHub is incomplete
     */
    RepositoryFacts run(String mapPath, Optional<MapSource> given) throws IOException {
        return ask(repository -> {
            String tree = parents.isEmpty() ? "" : tree(repository);
            GithubHistory history = history(repository);
            MapSource map = given.isPresent() ? given.get() : atHead(history, mapPath);
            return RepositoryFacts.of(history, tree, map, mapPath, given.isEmpty());
        });
    }

    private <T> T ask(Question<T> question) throws IOException {
        StandardCredentials credentials = Connector.lookupScanCredentials(
                (Item) source.getOwner(), source.getApiUri(), source.getCredentialsId(), source.getRepoOwner());
        GitHub github = Connector.connect(source.getApiUri(), credentials);
        try {
            return question.ask(github.getRepository(source.getRepoOwner() + "/" + source.getRepository()));
        } catch (BadInputException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Connector.release(github);
        }
    }

    /**
     * Whether the map of the merge commit of GitHub is another one than that of a merge on an agent.
     *
     * @param tree the ID of the tree of the merge on the agent
     * @throws IOException if GitHub does not have a merge of the same parents, or does not answer
     */
    boolean isOtherMerge(String tree, MapSource map) throws IOException {
        if (parents.isEmpty()) {
            return false;
        }
        return ask(repository -> !tree(repository).equals(tree)
                && !repository
                        .getFileContent(map.name(), head)
                        .getSha()
                        .equals(GitObjects.id(GitObjects.Type.BLOB, map.bytes(), head.length())));
    }

    /** The tree of the merge. Fails if the merge has other parents than on the agents. */
    private String tree(GHRepository repository) throws IOException {
        GHCommit merge = repository.getCommit(head);
        if (!parents.equals(new HashSet<>(merge.getParentSHA1s()))) {
            throw new IOException(
                    "the parents of its merge commit " + head + " are not " + String.join(" and ", parents));
        }
        return merge.getCommitShortInfo().getTreeSHA1();
    }

    private GithubHistory history(GHRepository repository) throws IOException {
        if (base instanceof Base.None none) {
            return new GithubHistory(repository, head, Optional.empty(), none.reason());
        }
        Base.Commit commit = (Base.Commit) base;
        String mergeBase = commit.revision();
        if (!mergeBase.equals(head) && !parents.contains(mergeBase)) {
            repository.setCompareUsePaginatedCommits(true);
            mergeBase = repository
                    .getCompare(commit.revision(), head)
                    .getMergeBaseCommit()
                    .getSHA1();
        }
        if (commit.ancestor() && !mergeBase.equals(commit.revision())) {
            return new GithubHistory(
                    repository, head, Optional.empty(), AgentReply.rewritten().reason(commit));
        }
        return new GithubHistory(repository, head, Optional.of(mergeBase), "");
    }

    private MapSource atHead(GithubHistory history, String path) throws ExternalFailureException, PlanningException {
        byte[] content =
                history.file(head, path).orElseThrow(() -> PlanningException.noMap(GitPath.display(path), head));
        return new MapSource(path, content);
    }
}
