package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.FormValidation;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How mergeability is reported from this controller, where folders and projects do not say otherwise. */
public class GlobalReportingConfiguration extends ReportingConfiguration {

    static final int SWEEP_MINUTES = 15;

    private int sweepMinutes = SWEEP_MINUTES;

    @DataBoundConstructor
    public GlobalReportingConfiguration() {}

    public int getSweepMinutes() {
        return sweepMinutes;
    }

    @DataBoundSetter
    public void setSweepMinutes(int sweepMinutes) {
        this.sweepMinutes = ConfigurationChecks.requireNumber("sweepMinutes", sweepMinutes, 1);
    }

    /** What the form needs. */
    @Extension
    @Symbol("mergeabilityReportingOfController")
    public static class DescriptorImpl extends ReportingConfiguration.DescriptorImpl {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GlobalReportingConfiguration_displayName();
        }

        @POST
        public FormValidation doCheckSweepMinutes(@QueryParameter String value) {
            return ConfigurationChecks.allowed(null) ? ConfigurationChecks.number(value, 1, false) : FormValidation.ok();
        }
    }
}
