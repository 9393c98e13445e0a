package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of the reviews of a pull request. The latest deciding review of each reviewer is the vote of that
 * reviewer: comments decide nothing, and a dismissed review leaves no vote, not even an earlier one. An approval holds
 * until the reviewer decides otherwise: a reviewer who approved the newest commit and then an older one has still
 * approved the newest. Requested changes do not become stale. To be safe, they also count from possible owners with
 * write access.
 *
 * @param approvedBy the reviewers whose approvals count, sorted
 * @param staleBy the reviewers whose approvals would count if they were of the newest commit, sorted
 * @param changesRequestedBy the reviewers who requested changes, sorted
 * @param byCodeOwner whether a code owner is among {@code approvedBy}
 */
public record Approvals(
        List<String> approvedBy, List<String> staleBy, List<String> changesRequestedBy, boolean byCodeOwner) {

    private record Vote(String reviewer, boolean approves, boolean fresh, boolean codeOwner, boolean counts) {}

    public Approvals {
        approvedBy = List.copyOf(approvedBy);
        staleBy = List.copyOf(staleBy);
        changesRequestedBy = List.copyOf(changesRequestedBy);
    }

    /** Counts the votes. */
    public static Approvals of(PullRequest pullRequest, MergeRules rules) {
        List<String> approvedBy = new ArrayList<>();
        List<String> staleBy = new ArrayList<>();
        List<String> changesRequestedBy = new ArrayList<>();
        boolean byCodeOwner = false;
        for (Vote vote : votes(pullRequest, rules)) {
            if (!vote.approves()) {
                changesRequestedBy.add(vote.reviewer());
            } else if (!vote.counts()) {
                continue;
            } else if (vote.fresh() || rules.stale()) {
                approvedBy.add(vote.reviewer());
                byCodeOwner |= vote.codeOwner();
            } else {
                staleBy.add(vote.reviewer());
            }
        }
        return new Approvals(approvedBy, staleBy, changesRequestedBy, byCodeOwner);
    }

    /** At most one vote of each reviewer, sorted by name. */
    private static Iterable<Vote> votes(PullRequest pullRequest, MergeRules rules) {
        List<Review> inOrder = new ArrayList<>();
        for (Review review : pullRequest.reviews()) {
            if (decides(review)
                    && (rules.counts(review)
                            || pullRequest.ownership().possibleOwners().contains(review.reviewer()))
                    && !identity(review.reviewer()).equals(identity(pullRequest.author()))) {
                inOrder.add(review);
            }
        }
        inOrder.sort(Comparator.comparing(Review::submitted));
        Map<String, Vote> votes = new TreeMap<>();
        for (Review review : inOrder) {
            votes.compute(
                    identity(review.reviewer()), (reviewer, before) -> vote(review, before, pullRequest.head(), rules));
        }
        return Collections.unmodifiableCollection(votes.values());
    }

    private static boolean decides(Review review) {
        return switch (review.state()) {
            case APPROVED, CHANGES_REQUESTED, DISMISSED -> true;
            case COMMENTED, PENDING -> false;
        };
    }

    private static Vote vote(Review review, Vote before, String head, MergeRules rules) {
        if (review.state() == Review.State.DISMISSED) {
            return null;
        }
        boolean approves = review.state() == Review.State.APPROVED;
        boolean fresh = review.commit().equals(head) || before != null && before.approves() && before.fresh();
        return new Vote(review.reviewer(), approves, fresh, review.codeOwner(), rules.counts(review));
    }

    private static String identity(String login) {
        return login.toLowerCase(Locale.ROOT);
    }
}
