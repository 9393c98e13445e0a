package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

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

    /** The checks and choices of the form, also of the same fields of the trait and the step. */
    @Extension
    @Symbol("mergeabilityReporting")
    public static class DescriptorImpl extends Descriptor<ReportingConfiguration> {

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

        @POST
        public FormValidation doCheckContext(@AncestorInPath Item item, @QueryParameter String value) {
            String error = ConfigurationChecks.mayConfigure(item) ? ReportingFields.contextError(value) : null;
            return error == null ? FormValidation.ok() : FormValidation.error(error);
        }

        @POST
        public FormValidation doCheckApprovals(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.mayConfigure(item)
                    ? ConfigurationChecks.checkNumber(value, 0, true)
                    : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillReviewersItems(@AncestorInPath Item item) {
            return choices(
                    item,
                    new ListBoxModel.Option(Messages.ReportingConfiguration_writers(), "writers"),
                    new ListBoxModel.Option(Messages.ReportingConfiguration_owners(), "owners"),
                    new ListBoxModel.Option(Messages.ReportingConfiguration_everybody(), "everybody"));
        }

        @POST
        public ListBoxModel doFillStaleApprovalsItems(@AncestorInPath Item item) {
            return yesOrNo(item);
        }

        @POST
        public ListBoxModel doFillCommentItems(@AncestorInPath Item item) {
            return choices(
                    item,
                    new ListBoxModel.Option(Messages.ReportingConfiguration_always(), "always"),
                    new ListBoxModel.Option(Messages.ReportingConfiguration_outcomes(), "outcomes"),
                    new ListBoxModel.Option(Messages.ReportingConfiguration_failures(), "failures"),
                    new ListBoxModel.Option(Messages.ReportingConfiguration_never(), "never"));
        }

        @POST
        public ListBoxModel doFillReportItems(@AncestorInPath Item item) {
            return yesOrNo(item);
        }

        private static ListBoxModel yesOrNo(@CheckForNull Item item) {
            return choices(
                    item,
                    new ListBoxModel.Option(Messages.MergeabilityFolderProperty_yes(), "true"),
                    new ListBoxModel.Option(Messages.MergeabilityFolderProperty_no(), "false"));
        }

        private static ListBoxModel choices(@CheckForNull Item item, ListBoxModel.Option... options) {
            return ConfigurationChecks.choices(item, Messages.ReportingConfiguration_inherited(), options);
        }
    }
}
