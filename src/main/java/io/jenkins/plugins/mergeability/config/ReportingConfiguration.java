package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
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

/** How mergeability is reported from the projects of a folder; whatever is not set is as it is around it. */
public class ReportingConfiguration extends AbstractDescribableImpl<ReportingConfiguration> {

    private final ReportingFields fields = new ReportingFields();
    private Boolean report;

    @DataBoundConstructor
    public ReportingConfiguration() {}

    @CheckForNull
    public String getContext() {
        return fields.getContext();
    }

    @DataBoundSetter
    public void setContext(@CheckForNull String context) {
        fields.setContext(context);
    }

    @CheckForNull
    public Integer getApprovals() {
        return fields.getApprovals();
    }

    @DataBoundSetter
    public void setApprovals(@CheckForNull Integer approvals) {
        fields.setApprovals(approvals);
    }

    @CheckForNull
    public String getReviewers() {
        return fields.getReviewers();
    }

    @DataBoundSetter
    public void setReviewers(@CheckForNull String reviewers) {
        fields.setReviewers(reviewers);
    }

    @CheckForNull
    public Boolean getStaleApprovals() {
        return fields.getStaleApprovals();
    }

    @DataBoundSetter
    public void setStaleApprovals(@CheckForNull Boolean staleApprovals) {
        fields.setStaleApprovals(staleApprovals);
    }

    @CheckForNull
    public String getBlockingLabels() {
        return fields.getBlockingLabels();
    }

    @DataBoundSetter
    public void setBlockingLabels(@CheckForNull String blockingLabels) {
        fields.setBlockingLabels(blockingLabels);
    }

    @CheckForNull
    public String getComment() {
        return fields.getComment();
    }

    @DataBoundSetter
    public void setComment(@CheckForNull String comment) {
        fields.setComment(comment);
    }

    @CheckForNull
    public Boolean getReport() {
        return report;
    }

    @DataBoundSetter
    public void setReport(@CheckForNull Boolean report) {
        this.report = report;
    }

    ReportingOptions options() {
        return fields.options(report);
    }

    /** What the form needs. */
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
            return super.newInstance(request, ReportingFields.filledIn(form));
        }

        @POST
        public FormValidation doCheckContext(@AncestorInPath Item item, @QueryParameter String value) {
            return ReportingFields.checkContext(item, value);
        }

        @POST
        public FormValidation doCheckApprovals(@AncestorInPath Item item, @QueryParameter String value) {
            return ReportingFields.checkApprovals(item, value);
        }

        @POST
        public ListBoxModel doFillReviewersItems(@AncestorInPath Item item) {
            return ReportingFields.reviewers(item);
        }

        @POST
        public ListBoxModel doFillStaleApprovalsItems(@AncestorInPath Item item) {
            return ReportingFields.yesOrNo(item);
        }

        @POST
        public ListBoxModel doFillCommentItems(@AncestorInPath Item item) {
            return ReportingFields.comments(item);
        }

        @POST
        public ListBoxModel doFillReportItems(@AncestorInPath Item item) {
            return ReportingFields.yesOrNo(item);
        }
    }
}
