package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.mergeability.config.ReportingFields;
import io.jenkins.plugins.mergeability.config.ReportingOptions;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.trait.SCMSourceContext;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.api.trait.SCMSourceTraitDescriptor;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSourceContext;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Reports the mergeability of all pull requests of a GitHub branch source. */
public class MergeabilityTrait extends SCMSourceTrait {

    private final ReportingFields fields = new ReportingFields();

    @DataBoundConstructor
    public MergeabilityTrait() {}

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
    public String getApps() {
        return fields.getApps();
    }

    @DataBoundSetter
    public void setApps(@CheckForNull String apps) {
        fields.setApps(apps);
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
    public Boolean getRerunComments() {
        return fields.getRerunComments();
    }

    @DataBoundSetter
    public void setRerunComments(@CheckForNull Boolean rerunComments) {
        fields.setRerunComments(rerunComments);
    }

    @CheckForNull
    public Boolean getHideDetails() {
        return fields.getHideDetails();
    }

    @DataBoundSetter
    public void setHideDetails(@CheckForNull Boolean hideDetails) {
        fields.setHideDetails(hideDetails);
    }

    ReportingOptions options() {
        return fields.options(true);
    }

    /** The descriptor. The form and the help of the fields are those of {@link ReportingFields}. */
    @Extension
    @Symbol("gitHubMergeability")
    public static class DescriptorImpl extends SCMSourceTraitDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MergeabilityTrait_displayName();
        }

        @Override
        public Class<? extends SCMSourceContext> getContextClass() {
            return GitHubSCMSourceContext.class;
        }

        @Override
        public Class<? extends SCMSource> getSourceClass() {
            return GitHubSCMSource.class;
        }

        @Override
        public SCMSourceTrait newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            return super.newInstance(request, ReportingFields.withoutEmptyFields(form));
        }
    }
}
