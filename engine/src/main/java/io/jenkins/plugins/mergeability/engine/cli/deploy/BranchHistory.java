package io.jenkins.plugins.mergeability.engine.cli.deploy;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The history of the branch of an environment, in a local repository. The branch is looked up for each question. */
final class BranchHistory implements CommitOrder {

    private static final String HEADS = "refs/heads/";
    private static final String REMOTES = "refs/remotes/";

    private final GitRepository repository;
    private final String reference;

    private BranchHistory(GitRepository repository, String reference) {
        this.repository = repository;
        this.reference = reference;
    }

    /**
     * The history of a branch.
     *
     * @param named the name of a local or remote branch; empty for the main branch
     * @throws BadInputException if there is no such branch
     */
    static BranchHistory of(GitRepository repository, Optional<String> named) throws BadInputException, IOException {
        if (named.isEmpty()) {
            return new BranchHistory(
                    repository,
                    repository
                            .primaryBranch()
                            .orElseThrow(() -> new BadInputException(
                                    "the repository has no main branch: name the branch of the environment with"
                                            + " --branch")));
        }
        for (String prefix : List.of(HEADS, REMOTES)) {
            if (repository.commit(prefix + named.get()).isPresent()) {
                return new BranchHistory(repository, prefix + named.get());
            }
        }
        throw new BadInputException("--branch: there is no branch " + GitPath.display(named.get()));
    }

    /** The name of the branch for messages. */
    String name() {
        return reference.startsWith(HEADS)
                ? reference.substring(HEADS.length())
                : reference.substring(REMOTES.length());
    }

    /** The newest commit of the branch. */
    String tip() throws BadInputException, IOException {
        return repository
                .commit(reference)
                .orElseThrow(() -> new BadInputException("the branch " + name() + " no longer exists"));
    }

    @Override
    public Relation relation(String commit, String other) throws IOException {
        if (commit.equals(other)) {
            return Relation.SAME;
        }
        if (reaches(commit, other)) {
            return Relation.DESCENDANT;
        }
        return reaches(other, commit) ? Relation.ANCESTOR : Relation.UNRELATED;
    }

    @Override
    public boolean onBranch(String commit) throws IOException {
        return reaches(reference, commit);
    }

    private boolean reaches(String descendant, String commit) throws IOException {
        try {
            return repository.reaches(descendant, commit);
        } catch (BadInputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
