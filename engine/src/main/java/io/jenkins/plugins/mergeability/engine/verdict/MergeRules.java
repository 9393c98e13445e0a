package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The requirements of a merge besides passed jobs.
 *
 * @param approvals how many approvals, possibly none
 * @param counting whose approvals count
 * @param objecting whose requests for changes block the merge: {@code EVERYBODY} or {@code WRITERS}
 * @param stale whether the approval of an earlier commit counts
 * @param blockingLabels labels that block the merge, case-insensitive
 * @param apps the logins of GitHub Apps and bots whose reviews count as those of writers, case-insensitive
 */
public record MergeRules(
        int approvals,
        Counting counting,
        Counting objecting,
        boolean stale,
        Set<String> blockingLabels,
        Set<String> apps) {

    /** The reviewers whose reviews count, the least strict rule first. The author's reviews never count. */
    public enum Counting {
        /** All reviewers. */
        EVERYBODY,
        /** Reviewers with write access to the repository. */
        WRITERS,
        /** The same as {@code WRITERS}; in addition each changed file that has owners needs the approval of one. */
        OWNERS
    }

    /** One approval of the newest commit by a reviewer with write access. */
    public static final MergeRules DEFAULT =
            new MergeRules(1, Counting.WRITERS, Counting.WRITERS, false, Set.of(), Set.of());

    public MergeRules {
        if (approvals < 0) {
            throw new IllegalArgumentException("negative number of approvals: " + approvals);
        }
        if (objecting == Counting.OWNERS) {
            throw new IllegalArgumentException("requests for changes count for all writers");
        }
        blockingLabels = caseInsensitive(blockingLabels);
        apps = caseInsensitive(apps);
    }

    /** Rules by which the same reviewers approve and request changes, apart from owners. */
    public MergeRules(int approvals, Counting counting, boolean stale, Set<String> blockingLabels, Set<String> apps) {
        this(
                approvals,
                counting,
                counting == Counting.EVERYBODY ? Counting.EVERYBODY : Counting.WRITERS,
                stale,
                blockingLabels,
                apps);
    }

    /**
     * These rules, made stricter. A requested rule that is less strict changes nothing: whatever is requested, no pull
     * request can be merged that could not be merged by these rules.
     *
     * @param number a number of approvals
     * @param reviewers whose reviews should count
     * @param staleApprovals whether approvals of earlier commits should count
     * @param labels more labels that block the merge
     */
    public MergeRules tightenedBy(
            OptionalInt number, Optional<Counting> reviewers, Optional<Boolean> staleApprovals, Set<String> labels) {
        Counting requested = reviewers.orElse(counting);
        Set<String> allLabels = new TreeSet<>(blockingLabels);
        allLabels.addAll(labels);
        return new MergeRules(
                Math.max(approvals, number.orElse(0)),
                requested.compareTo(counting) > 0 ? requested : counting,
                // Fewer reviewers whose approvals count is stricter, fewer who can block the merge is not.
                requested == Counting.EVERYBODY ? Counting.EVERYBODY : objecting,
                stale && staleApprovals.orElse(true),
                allLabels,
                apps);
    }

    /** Whether the code owners of a pull request matter. */
    public boolean needsOwners() {
        return counting == Counting.OWNERS;
    }

    /** Whether the permissions of reviewers matter. */
    public boolean needsPermissions() {
        return counting != Counting.EVERYBODY;
    }

    /** Whether an approval counts, if its state and its commit do. */
    boolean countsApproval(Review review) {
        return switch (review.standing()) {
            case WRITER -> true;
            case OTHER -> counting == Counting.EVERYBODY;
            case APP -> apps.contains(review.reviewer());
            case UNKNOWN, DELETED -> false;
        };
    }

    /** Whether a request for changes blocks the merge. To be safe, it does if the permission is not known. */
    boolean countsObjection(Review review) {
        return switch (review.standing()) {
            case WRITER, UNKNOWN, DELETED -> true;
            case OTHER -> objecting == Counting.EVERYBODY;
            case APP -> apps.contains(review.reviewer());
        };
    }

    private static Set<String> caseInsensitive(Collection<String> names) {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(names);
        return Collections.unmodifiableSet(sorted);
    }
}
