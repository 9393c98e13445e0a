package io.jenkins.plugins.mergeability.engine.verdict;

import io.jenkins.plugins.mergeability.engine.verdict.Review.Standing;
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
 * approved the newest. Requested changes do not become stale. Where something about a review is not known, it is no
 * approval, and requested changes hold.
 *
 * @param approvedBy the reviewers whose approvals count, sorted
 * @param staleBy the reviewers whose approvals would count if they were of the newest commit, sorted
 * @param changesRequestedBy the reviewers who requested changes, sorted
 * @param doubts why reviews do not count as approvals although they might be some, as sentences without a full stop
 */
public record Approvals(
        List<String> approvedBy, List<String> staleBy, List<String> changesRequestedBy, List<String> doubts) {

    /** The vote of a reviewer. */
    private enum Kind {
        APPROVAL,
        OBJECTION,
        /** The state is not known. */
        UNCLEAR
    }

    private record Vote(Review review, Kind kind, boolean fresh) {}

    public Approvals {
        approvedBy = List.copyOf(approvedBy);
        staleBy = List.copyOf(staleBy);
        changesRequestedBy = List.copyOf(changesRequestedBy);
        doubts = List.copyOf(doubts);
    }

    /** Counts the votes. */
    public static Approvals of(PullRequest pullRequest, MergeRules rules) {
        List<String> approvedBy = new ArrayList<>();
        List<String> staleBy = new ArrayList<>();
        List<String> changesRequestedBy = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        for (Vote vote : votes(pullRequest)) {
            Review review = vote.review();
            if (vote.kind() == Kind.OBJECTION) {
                if (rules.countsObjection(review)) {
                    changesRequestedBy.add(review.reviewer() + objectionNote(review.standing()));
                }
            } else if (vote.kind() == Kind.UNCLEAR) {
                if (rules.countsApproval(review)) {
                    doubts.add("the state of the review by " + review.reviewer() + " is unknown");
                }
            } else if (!rules.countsApproval(review)) {
                doubt(review, doubts);
            } else {
                (vote.fresh() || rules.stale() ? approvedBy : staleBy).add(review.reviewer());
            }
        }
        return new Approvals(approvedBy, staleBy, changesRequestedBy, doubts);
    }

    private static String objectionNote(Standing standing) {
        return switch (standing) {
            case UNKNOWN -> " (permission not readable)";
            case DELETED -> " (deleted account)";
            case WRITER, OTHER, APP -> "";
        };
    }

    private static void doubt(Review review, List<String> doubts) {
        if (review.standing() == Standing.UNKNOWN) {
            doubts.add("the permission of " + review.reviewer() + " cannot be read");
        } else if (review.standing() == Standing.DELETED) {
            doubts.add("the account of a reviewer is deleted");
        }
    }

    /** At most one vote of each reviewer, sorted by name. */
    private static Iterable<Vote> votes(PullRequest pullRequest) {
        List<Review> inOrder = new ArrayList<>();
        for (Review review : pullRequest.reviews()) {
            if (decides(review) && !isOfAuthor(review, pullRequest)) {
                inOrder.add(review);
            }
        }
        inOrder.sort(Comparator.comparing(Review::submitted));
        Map<String, Vote> votes = new TreeMap<>();
        for (Review review : inOrder) {
            // Each review of a deleted account may be of another account.
            String reviewer = identity(review.reviewer())
                    + (review.standing() == Standing.DELETED ? " " + String.format("%04d", votes.size()) : "");
            votes.compute(reviewer, (name, before) -> vote(review, before, pullRequest.head()));
        }
        return Collections.unmodifiableCollection(votes.values());
    }

    private static boolean isOfAuthor(Review review, PullRequest pullRequest) {
        return review.standing() != Standing.DELETED
                && identity(review.reviewer()).equals(identity(pullRequest.author()));
    }

    private static boolean decides(Review review) {
        return switch (review.state()) {
            case APPROVED, CHANGES_REQUESTED, DISMISSED, UNKNOWN -> true;
            case COMMENTED, PENDING -> false;
        };
    }

    private static Vote vote(Review review, Vote before, String head) {
        return switch (review.state()) {
            case APPROVED -> {
                boolean keepsFresh = before != null && before.kind() == Kind.APPROVAL && before.fresh();
                yield new Vote(review, Kind.APPROVAL, review.commit().equals(head) || keepsFresh);
            }
            case CHANGES_REQUESTED -> new Vote(review, Kind.OBJECTION, false);
            case UNKNOWN ->
                before != null && before.kind() == Kind.OBJECTION ? before : new Vote(review, Kind.UNCLEAR, false);
            case DISMISSED, COMMENTED, PENDING -> null;
        };
    }

    private static String identity(String login) {
        return login.toLowerCase(Locale.ROOT);
    }
}
