package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import hudson.util.FormValidation;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The step {@code buildComponents}: builds what a change affects, and nothing else. */
public final class BuildComponentsStep extends ComponentsStep {

    private int maxParallel;
    private boolean failFast;
    private int branchesUpTo;

    @DataBoundConstructor
    public BuildComponentsStep() {
        // everything has a default
    }

    /** How many jobs may run at once; 0 for what is configured. */
    public int getMaxParallel() {
        return maxParallel;
    }

    @DataBoundSetter
    public void setMaxParallel(int maxParallel) {
        this.maxParallel = Math.max(0, maxParallel);
    }

    /** Whether the first failing job ends the rest. */
    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    /** Up to how many components each has a branch of its own; 0 for what is configured. */
    public int getBranchesUpTo() {
        return branchesUpTo;
    }

    @DataBoundSetter
    public void setBranchesUpTo(int branchesUpTo) {
        this.branchesUpTo = Math.max(0, branchesUpTo);
    }

    @Override
    int mostJobs() {
        return maxParallel;
    }

    @Override
    boolean endsAtFirstFailure() {
        return failFast;
    }

    @Override
    int mostBranches() {
        return branchesUpTo;
    }

    @Override
    boolean planOnly() {
        return false;
    }

    /** What the step is called, and its form. */
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

        /** Checks that a bound is a number that makes sense. */
        @POST
        public FormValidation doCheckMaxParallel(@QueryParameter String value) {
            return value.isEmpty() ? FormValidation.ok() : FormValidation.validateNonNegativeInteger(value);
        }

        /** Checks that a bound is a number that makes sense. */
        @POST
        public FormValidation doCheckBranchesUpTo(@QueryParameter String value) {
            return value.isEmpty() ? FormValidation.ok() : FormValidation.validateNonNegativeInteger(value);
        }
    }
}
