package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The reporting settings of the controller. Folders, projects and builds can override them. */
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

    /** The form: its name, its checks and its choices. */
    @Extension
    @Symbol("mergeabilityReportingOfController")
    public static class DescriptorImpl extends ReportingConfiguration.DescriptorImpl {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GlobalReportingConfiguration_displayName();
        }

        @Override
        protected List<ReportingSource> inherited(@CheckForNull Item item) {
            return List.of();
        }

        @POST
        public FormValidation doCheckSweepMinutes(@QueryParameter String value) {
            return ConfigurationChecks.mayConfigure(null)
                    ? ConfigurationChecks.checkNumber(value, 1, false)
                    : FormValidation.ok();
        }
    }
}
