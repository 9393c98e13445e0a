package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The reporting settings of a folder. A setting that is null is inherited from the parent. */
public class ReportingConfiguration extends ReportingFields implements Describable<ReportingConfiguration> {

    private static final long serialVersionUID = 1L;

    private Boolean report;

    @DataBoundConstructor
    public ReportingConfiguration() {}

    @CheckForNull
    public Boolean getReport() {
        return report;
    }

    @DataBoundSetter
    public void setReport(@CheckForNull Boolean report) {
        this.report = report;
    }

    ReportingOptions options() {
        return options(report);
    }

    /** The form of a folder: what it leaves empty comes from the folders around it and the controller. */
    @Extension
    @Symbol("mergeabilityReporting")
    public static class DescriptorImpl extends ReportingFormDescriptor<ReportingConfiguration> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ReportingConfiguration_displayName();
        }

        @Override
        public ReportingConfiguration newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            return super.newInstance(request, ReportingFields.withoutEmptyFields(form));
        }

        @Override
        protected List<ReportingSource> inherited(@CheckForNull Item item) {
            return Reporting.sources(FolderSettings.around(item));
        }
    }
}
