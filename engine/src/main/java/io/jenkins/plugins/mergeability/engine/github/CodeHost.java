package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;

/**
 * Where pull requests are, as far as a verdict needs it. Nothing is tried again here: whoever calls knows how long it can
 * wait. What failed in a way that {@link HostException#passing() passes} may have been done all the same, and can be
 * asked for again without harm.
 */
public interface CodeHost {

    /**
     * A pull request with its reviews.
     *
     * @param rules what has to be found out of the reviewers
     * @throws HostException of what kind it is says what to do
     */
    HostedPullRequest pullRequest(int number, MergeRules rules) throws HostException;

    /**
     * Sets the status of a commit for a context.
     *
     * @throws HostException of what kind it is says what to do
     */
    void report(String commit, CommitStatus status) throws HostException;

    /**
     * Whether this is what is set for a commit and a context: of all that was ever set there, the newest. What somebody
     * else set counts as well.
     *
     * @throws HostException of what kind it is says what to do
     */
    boolean isReported(String commit, CommitStatus status) throws HostException;

    /**
     * Says something on a pull request, in the place of what was said before in the same context.
     *
     * @param context what tells this comment from others by the same account, as in a {@link CommitStatus}
     * @param text at most {@link #LONGEST_COMMENT} UTF-16 units of Markdown
     * @throws HostException of what kind it is says what to do
     */
    void comment(int number, String context, String text) throws HostException;

    /** Room for a comment's text. GitHub takes 65,536 characters; the rest is for the mark that finds it again. */
    int LONGEST_COMMENT = 65_000;
}
