package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** The step {@code planComponents}: the plan alone, as data, as the command line writes it. */
public final class PlanComponentsStep extends ComponentsStep {

    @DataBoundConstructor
    public PlanComponentsStep() {
        // everything has a default
    }

    @Override
    boolean planOnly() {
        return true;
    }

    /** What the step is called, and its form. */
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
