package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;

/**
 * A host of pull requests, as far as a verdict needs it. It does not retry: only the caller knows how long it can wait.
 * After a {@link HostException#isRetryable() retryable} error the host may have processed the request; a repetition is
 * harmless.
 */
public interface CodeHost {

    /**
     * Reads a pull request with its reviews.
     *
     * @param rules decide which facts about the reviewers are read
     * @param freshness of what is known about the reviewers; the pull request and its reviews are always read
     * @throws HostException its kind says who can fix it
     */
    HostedPullRequest pullRequest(int number, MergeRules rules, Freshness freshness) throws HostException;

    /**
     * Sets the status of a commit for a context.
     *
     * @throws HostException its kind says who can fix it
     */
    void report(String commit, CommitStatus status) throws HostException;

    /**
     * Whether this is the newest status of a commit for its context. It does not matter which user has set it.
     *
     * @throws HostException its kind says who can fix it
     */
    boolean isReported(String commit, CommitStatus status) throws HostException;

    /**
     * Reads the group of pull requests that a branch of a merge queue merges.
     *
     * @param all whether to read the numbers of the pull requests of entries before it, too
     * @throws HostException its kind says who can fix it
     */
    MergeGroup mergeGroup(QueueBranch branch, boolean all) throws HostException;

    /**
     * Writes a part of the one comment on a pull request; replaces the earlier text of that part.
     *
     * @param context distinguishes this comment from others by the same account, as in a {@link CommitStatus}
     * @param text at most {@link #MAX_COMMENT_LENGTH} UTF-16 units of Markdown
     * @throws HostException its kind says who can fix it
     */
    void comment(int number, String context, CommentPart part, String text) throws HostException;

    /**
     * The maximum length of a comment's text. GitHub accepts 65,536 characters; the rest is for the marker of the
     * comment.
     */
    int MAX_COMMENT_LENGTH = 65_000;
}
