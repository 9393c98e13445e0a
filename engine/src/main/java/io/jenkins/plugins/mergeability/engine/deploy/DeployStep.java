package io.jenkins.plugins.mergeability.engine.deploy;

import java.util.Locale;

/** A step of a deployment. Each but {@link #BEFORE} may be repeated after it was interrupted. */
public enum DeployStep {
    /** Gets the checkout and the outputs ready, without any effect on the environment. */
    PREPARE,
    /** Runs what the definition runs before the switch. */
    BEFORE,
    /** Switches the environment to the release. */
    SWITCH,
    /** Verifies that the environment runs the release and that it works. */
    VERIFY;

    /** The step in messages. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
