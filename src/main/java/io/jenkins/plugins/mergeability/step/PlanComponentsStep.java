package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** The step {@code planComponents}: returns the plan as data, in the format of the command line. */
public final class PlanComponentsStep extends ComponentsStep {

    @DataBoundConstructor
    public PlanComponentsStep() {
        // all parameters have defaults
    }

    @Override
    boolean planOnly() {
        return true;
    }

    /** The name and the form of the step. */
    @Extension
    public static final class DescriptorImpl extends ComponentsDescriptor {

        @Override
        public String getFunctionName() {
            return "planComponents";
        }

        @Override
        public String getDisplayName() {
            return Messages.PlanComponentsStep_displayName();
        }
    }
}
