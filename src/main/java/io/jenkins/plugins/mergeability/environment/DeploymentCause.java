package io.jenkins.plugins.mergeability.environment;

import hudson.model.Cause;

/** A run starts because a deployment has its turn. */
public final class DeploymentCause extends Cause {

    private final String component;
    private final int number;

    /** @param number the number of the deployment in its environment */
    public DeploymentCause(String component, int number) {
        this.component = component;
        this.number = number;
    }

    @Override
    public String getShortDescription() {
        return Messages.DeploymentCause_description(component, number);
    }
}
