package io.jenkins.plugins.mergeability.planning;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.github_branch_source.Connector;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMRevision;
import org.kohsuke.github.GHCommit;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;

/** Asks GitHub what otherwise an agent with a clone would be asked. */
final class GithubQuery {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

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

    /** The question about what a build builds, if that is at GitHub and it is known which commits it is about. */
    static Optional<GithubQuery> of(BuildSource.Origin origin, Base base) {
        if (!(origin.source() instanceof GitHubSCMSource source)
                || base instanceof Base.Commit commit
                        && !COMMIT.matcher(commit.revision()).matches()) {
            return Optional.empty();
        }
        return head(origin)
                .filter(head -> COMMIT.matcher(head).matches())
                .map(head -> new GithubQuery(source, head, merged(origin), base));
    }

    private static Optional<String> head(BuildSource.Origin origin) {
        return origin.revision() instanceof PullRequestSCMRevision pull && pull.isMerge()
                ? Optional.ofNullable(pull.getMergeHash())
                : origin.commit();
    }

    /** What agents merge, in which GitHub's merge may lag behind; empty where nothing is merged. */
    private static Set<String> merged(BuildSource.Origin origin) {
        return origin.revision() instanceof PullRequestSCMRevision pull && pull.isMerge()
                ? new TreeSet<>(List.of(pull.getBaseHash(), pull.getPullHash()))
                : Set.of();
    }

    /**
     * Asks.
     *
     * @param given the map to plan by, unless that is the one at the head
     * @throws PlanningException if no plan can be made, whoever makes it
     * @throws IOException if GitHub cannot tell for certain
     */
    RepositoryFacts ask(String mapPath, Optional<MapSource> given) throws IOException, BadInputException {
        StandardCredentials credentials = Connector.lookupScanCredentials(
                (Item) source.getOwner(), source.getApiUri(), source.getCredentialsId(), source.getRepoOwner());
        GitHub github = Connector.connect(source.getApiUri(), credentials);
        try {
            GHRepository repository = github.getRepository(source.getRepoOwner() + "/" + source.getRepository());
            String tree = parents.isEmpty() ? "" : tree(repository);
            GithubHistory history = history(repository);
            MapSource map = given.isPresent() ? given.get() : atHead(history, mapPath);
            return RepositoryFacts.of(history, tree, map, mapPath, given.isEmpty());
        } finally {
            Connector.release(github);
        }
    }

    /** The tree of the merge, which has to be of the commits that agents merge. */
    private String tree(GHRepository repository) throws IOException {
        GHCommit merge = repository.getCommit(head);
        if (!parents.equals(new HashSet<>(merge.getParentSHA1s()))) {
            throw new IOException("its merge commit " + head + " is of other commits than "
                    + String.join(" and ", parents) + ", which are merged here");
        }
        return merge.getCommitShortInfo().getTreeSHA1();
    }

    private GithubHistory history(GHRepository repository) throws IOException {
        if (base instanceof Base.None none) {
            return new GithubHistory(repository, head, Optional.empty(), none.why());
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
                    repository, head, Optional.empty(), AgentReply.rewritten().why(commit));
        }
        return new GithubHistory(repository, head, Optional.of(mergeBase), "");
    }

    private MapSource atHead(GithubHistory history, String path) throws ExternalFailureException, PlanningException {
        byte[] content =
                history.file(head, path).orElseThrow(() -> PlanningException.noMap(GitPath.display(path), head));
        return new MapSource(path, content);
    }
}
