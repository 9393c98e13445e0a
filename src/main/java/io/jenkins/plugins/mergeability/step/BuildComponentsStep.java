package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import hudson.util.FormValidation;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The step {@code buildComponents}: builds only the components that a change affects. */
public final class BuildComponentsStep extends ComponentsStep {

    private int maxParallel;
    private boolean failFast;
    private int branchesUpTo;
    private boolean clean;

    @DataBoundConstructor
    public BuildComponentsStep() {
        // all parameters have defaults
    }

    /** How many jobs may run at the same time; 0 for the configured number. */
    public int getMaxParallel() {
        return maxParallel;
    }

    @DataBoundSetter
    public void setMaxParallel(int maxParallel) {
        this.maxParallel = Math.max(0, maxParallel);
    }

    /** Whether the first failing job stops the rest. */
    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    /** Up to how many components each get a branch; 0 for the configured number. */
    public int getBranchesUpTo() {
        return branchesUpTo;
    }

    @DataBoundSetter
    public void setBranchesUpTo(int branchesUpTo) {
        this.branchesUpTo = Math.max(0, branchesUpTo);
    }

    /** Whether the workspace in which the step is called may be cleaned. */
    public boolean isClean() {
        return clean;
    }

    @DataBoundSetter
    public void setClean(boolean clean) {
        this.clean = clean;
    }

    @Override
    int jobsAtOnce() {
        return maxParallel;
    }

    @Override
    boolean stopsAtFirstFailure() {
        return failFast;
    }

    @Override
    int componentBranches() {
        return branchesUpTo;
    }

    @Override
    boolean cleansWorkspace() {
        return clean;
    }

    @Override
    boolean planOnly() {
        return false;
    }

    /** The name and the form of the step. */
    @Extension
    public static final class DescriptorImpl extends ComponentsDescriptor {

        @Override
        public String getFunctionName() {
            return "buildComponents";
        }

        @Override
        public String getDisplayName() {
            return Messages.BuildComponentsStep_displayName();
        }

        /** Checks that the value is a number that is not negative. */
        @POST
        public FormValidation doCheckMaxParallel(@QueryParameter String value) {
            return value.isEmpty() ? FormValidation.ok() : FormValidation.validateNonNegativeInteger(value);
        }

        /** Checks that the value is a number that is not negative. */
        @POST
        public FormValidation doCheckBranchesUpTo(@QueryParameter String value) {
            return value.isEmpty() ? FormValidation.ok() : FormValidation.validateNonNegativeInteger(value);
        }
    }
}
