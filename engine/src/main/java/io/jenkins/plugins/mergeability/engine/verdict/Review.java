package io.jenkins.plugins.mergeability.engine.verdict;

import java.time.Instant;

/**
 * A review of a pull request.
 *
 * @param reviewer the login of who reviewed, in any case
 * @param state what it says
 * @param commit the commit it was given for
 * @param submitted when it was submitted; of no matter while it is {@link State#PENDING}
 * @param writeAccess whether the reviewer may write to the repository
 * @param codeOwner whether the reviewer owns code that the pull request changes, or may write to the repository where
 *     nothing of it has an owner
 */
public record Review(
        String reviewer, State state, String commit, Instant submitted, boolean writeAccess, boolean codeOwner) {

    /** What a review says, by GitHub's names. */
    public enum State {
        /** The change is good. */
        APPROVED,
        /** The change must not go in as it is. */
        CHANGES_REQUESTED,
        /** Something was said that decides nothing. */
        COMMENTED,
        /** It was approved or changes were requested, and somebody took that back. */
        DISMISSED,
        /** It is not submitted yet. */
        PENDING
    }
}
