package io.jenkins.plugins.mergeability.engine.deploy.commits;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.deploy.CommitOrder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The history of the branch of an environment, in a repository on this machine. The branch is looked up for each question. */
public final class BranchHistory implements CommitOrder {

    private static final String HEADS = "refs/heads/";
    private static final String REMOTES = "refs/remotes/";

    private final GitRepository repository;
    private final String reference;

    /**
     * The history of a branch.
     *
     * @param reference the full name of a local or remote branch, such as {@code refs/heads/main}
     */
    public BranchHistory(GitRepository repository, String reference) {
        this.repository = repository;
        this.reference = reference;
    }

    /** The full reference of the local or remote branch with a name, if the repository has it. */
    public static Optional<String> find(GitRepository repository, String name) throws BadInputException, IOException {
        for (String prefix : List.of(HEADS, REMOTES)) {
            if (repository.commit(prefix + name).isPresent()) {
                return Optional.of(prefix + name);
            }
        }
        return Optional.empty();
    }

    /** The name of the branch for messages. */
    public String name() {
        return reference.startsWith(HEADS)
                ? reference.substring(HEADS.length())
                : reference.substring(REMOTES.length());
    }

    /** The newest commit of the branch. */
    public String tip() throws BadInputException, IOException {
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
