package io.jenkins.plugins.mergeability.engine.deploy.journal;

import java.util.Locale;

/** What has become of a candidate. */
public enum DeploymentState {
    /** It waits for its turn. */
    CANDIDATE,
    /** A newer one went first. */
    SUPERSEDED,
    /** It can no longer be deployed. */
    WITHDRAWN,
    /** Its turn has come; the environment still runs what it ran. */
    PREPARING,
    /** The environment is being switched to it. */
    SWITCHING,
    /** The environment runs it, and it is being verified. */
    VERIFYING,
    /** It is what the environment runs. */
    LIVE,
    /** It was live until another one was. */
    REPLACED,
    /** A step has failed, and what follows is not decided yet. */
    FAILING,
    /** It failed, and had no effect or left nothing live. */
    FAILED,
    /** Another release is being put back in its place. */
    ROLLING_BACK,
    /** Another release was put back in its place. */
    ROLLED_BACK,
    /** A person has to decide what follows. */
    NEEDS_PERSON;

    /** The state in words. */
    public String text() {
        return this == NEEDS_PERSON
                ? "needs a person"
                : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
