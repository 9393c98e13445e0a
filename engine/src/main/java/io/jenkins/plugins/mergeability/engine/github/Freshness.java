package io.jenkins.plugins.mergeability.engine.github;

/** How old the permissions of reviewers and the members of teams may be. */
public enum Freshness {
    /** As they were kept, for at most {@link Permissions#MAX_AGE}. */
    KEPT,
    /** As they are now: for a decision that lets somebody merge. */
    NEW
}
