package io.jenkins.plugins.mergeability.engine.verdict;

import java.time.Instant;

/**
 * A review of a pull request.
 *
 * @param reviewer the login of the reviewer, case-insensitive
 * @param state the decision
 * @param commit the commit it was given for
 * @param submitted when it was submitted; irrelevant while it is {@link State#PENDING}
 * @param standing what is known of the reviewer's permission
 */
public record Review(String reviewer, State state, String commit, Instant submitted, Standing standing) {

    /** What is known of the permission of a reviewer. */
    public enum Standing {
        /** A user with write access to the repository. */
        WRITER,
        /** A user without write access, or whose permission was not read because the rules do not need it. */
        OTHER,
        /** A user whose permission could not be read. */
        UNKNOWN,
        /** A GitHub App or another bot. */
        APP,
        /** An account that was deleted. Nothing distinguishes the reviews of different deleted accounts. */
        DELETED
    }

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
        PENDING,
        /** A state that this version does not know. It may withdraw an earlier approval. */
        UNKNOWN
    }
}
