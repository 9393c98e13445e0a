package io.jenkins.plugins.mergeability.engine.verdict;

import java.time.Instant;

/**
 * A review of a pull request.
 *
 * @param reviewer the login of the reviewer, case-insensitive
 * @param state the decision
 * @param commit the commit it was given for
 * @param submitted when it was submitted; irrelevant while it is {@link State#PENDING}
 * @param writeAccess whether the reviewer has write access to the repository
 * @param codeOwner whether the reviewer owns code that the pull request changes, or has write access if none of it has
 *     an owner
 */
public record Review(
        String reviewer, State state, String commit, Instant submitted, boolean writeAccess, boolean codeOwner) {

    /** The decision of a review, with GitHub's names. */
    public enum State {
        /** The reviewer approves the change. */
        APPROVED,
        /** The reviewer blocks the change. */
        CHANGES_REQUESTED,
        /** A comment without a decision. */
        COMMENTED,
        /** An approval or a request for changes that was dismissed later. */
        DISMISSED,
        /** The review is not submitted yet. */
        PENDING
    }
}
