package io.jenkins.plugins.mergeability.engine.deploy.journal;

/** What can happen to a candidate. The names are those of the journal. */
public enum EventKind {
    /** It was offered, and waits. */
    OFFERED,
    /** Somebody approved it. */
    APPROVED,
    /** Somebody accepted that history was rewritten, or that it is tried again after it was rolled back. */
    ORDER_ACCEPTED,
    /** A newer one went first. */
    SUPERSEDED,
    /** It can no longer be deployed. */
    WITHDRAWN,
    /** It is live without running anything, because the same is live already. */
    ADOPTED,
    /** Its turn has come. */
    STARTED,
    /** Its turn has passed before anything was changed; it waits again. */
    RETURNED,
    /** Its checkout and outputs are ready. */
    PREPARED,
    /** The command before the switch begins. */
    BEFORE_STARTED,
    /** The command before the switch has passed. */
    BEFORE_DONE,
    /** The switch begins. */
    SWITCHING,
    /** The switch has passed. */
    SWITCHED,
    /** A verification has passed. */
    VERIFIED,
    /** A step has failed. */
    STEP_FAILED,
    /** It ended before anything was changed: what was live is live. */
    NOT_DEPLOYED,
    /** The release of another candidate is being put back in its place. */
    ROLLING_BACK,
    /** The release of the other candidate was switched to, and is not yet verified. */
    RESTORED,
    /** The release of the other candidate is live again. */
    ROLLED_BACK,
    /** It failed, and nothing was live before it. */
    NOTHING_LIVE,
    /** A person has to decide. */
    PERSON_NEEDED,
    /** A person has put the environment in order. */
    SETTLED
}
