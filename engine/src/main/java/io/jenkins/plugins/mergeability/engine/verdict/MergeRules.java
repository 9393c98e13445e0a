package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a pull request needs besides passed jobs.
 *
 * @param approvals how many approvals, possibly none
 * @param counting whose reviews count
 * @param codeOwner whether a code owner's approval must be among them, and one for everything that has owners
 * @param stale whether the approval of an earlier commit counts
 * @param blockingLabels labels that hold a pull request back, without regard to case
 */
public record MergeRules(
        int approvals, Counting counting, boolean codeOwner, boolean stale, Set<String> blockingLabels) {

    /** Whose reviews count, from the laxest on. The author's own never do. */
    public enum Counting {
        /** Everybody's. */
        EVERYBODY,
        /** Those of people who may write to the repository. */
        WRITERS,
        /** Those of people who own code that the pull request changes; everything that has owners needs one's approval. */
        OWNERS
    }

    /** One approval of the newest commit, by anybody. */
    public static final MergeRules DEFAULT = new MergeRules(1, Counting.EVERYBODY, false, false, Set.of());

    public MergeRules {
        if (approvals < 0) {
            throw new IllegalArgumentException("negative number of approvals: " + approvals);
        }
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(blockingLabels);
        blockingLabels = Collections.unmodifiableSet(sorted);
    }

    /** Whether it matters who owns what a pull request changes. */
    public boolean askForOwners() {
        return codeOwner || counting == Counting.OWNERS;
    }

    /** Whether what this review says is heard at all. */
    boolean count(Review review) {
        return switch (counting) {
            case EVERYBODY -> true;
            case WRITERS -> review.writeAccess();
            case OWNERS -> review.codeOwner();
        };
    }
}
