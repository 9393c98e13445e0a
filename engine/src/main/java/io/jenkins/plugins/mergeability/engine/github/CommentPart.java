package io.jenkins.plugins.mergeability.engine.github;

/** A part of the one comment on a pull request. Each is written without a change of the other. */
public enum CommentPart {
    /** The verdict. Writing it makes the comment, if there is none. */
    VERDICT,
    /** Where the change is live, above the verdict. It is written only into a comment that exists. */
    ENVIRONMENTS
}
