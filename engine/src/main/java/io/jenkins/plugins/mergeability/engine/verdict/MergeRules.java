package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The requirements of a merge besides passed jobs.
 *
 * @param approvals how many approvals, possibly none
 * @param counting whose reviews count
 * @param codeOwner whether a code owner has to be among the approvers, and an owner of everything that has owners
 * @param stale whether the approval of an earlier commit counts
 * @param blockingLabels labels that block the merge, case-insensitive
 */
public record MergeRules(
        int approvals, Counting counting, boolean codeOwner, boolean stale, Set<String> blockingLabels) {

    /** The reviewers whose reviews count, the least strict rule first. The author's reviews never count. */
    public enum Counting {
        /** All reviewers. */
        EVERYBODY,
        /** Reviewers with write access to the repository. */
        WRITERS,
        /**
         * Owners of code that the pull request changes; everything that has owners needs the approval of one of them.
         */
        OWNERS
    }

    /** One approval of the newest commit by any reviewer. */
    public static final MergeRules DEFAULT = new MergeRules(1, Counting.EVERYBODY, false, false, Set.of());

    public MergeRules {
        if (approvals < 0) {
            throw new IllegalArgumentException("negative number of approvals: " + approvals);
        }
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(blockingLabels);
        blockingLabels = Collections.unmodifiableSet(sorted);
    }

    /** Whether the code owners of a pull request matter. */
    public boolean needsOwners() {
        return codeOwner || counting == Counting.OWNERS;
    }

    /** Whether a review counts. */
    boolean counts(Review review) {
        return switch (counting) {
            case EVERYBODY -> true;
            case WRITERS -> review.writeAccess();
            case OWNERS -> review.codeOwner();
        };
    }
}
