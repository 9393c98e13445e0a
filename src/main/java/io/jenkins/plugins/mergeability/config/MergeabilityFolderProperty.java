package io.jenkins.plugins.mergeability.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What holds in a folder instead of what holds around it; whatever is not set is as it is around it. */
public class MergeabilityFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private List<PlatformConfiguration> platforms = new ArrayList<>();
    private List<LimitConfiguration> limits = new ArrayList<>();
    private String agent;
    private Integer branchesUpTo;
    private Integer maxParallel;
    private Boolean proofs;
    private Boolean abortSuperseded;
    private ReportingConfiguration reporting;

    @DataBoundConstructor
    public MergeabilityFolderProperty() {}

    public List<PlatformConfiguration> getPlatforms() {
        return Collections.unmodifiableList(platforms);
    }

    @DataBoundSetter
    public void setPlatforms(@CheckForNull List<PlatformConfiguration> platforms) {
        this.platforms = ConfigurationChecks.requireDistinct("platforms", platforms, PlatformConfiguration::getName);
    }

    public List<LimitConfiguration> getLimits() {
        return Collections.unmodifiableList(limits);
    }

    @DataBoundSetter
    public void setLimits(@CheckForNull List<LimitConfiguration> limits) {
        this.limits = ConfigurationChecks.requireDistinct("limits", limits, LimitConfiguration::getName);
    }

    @CheckForNull
    public String getAgent() {
        return agent;
    }

    @DataBoundSetter
    public void setAgent(@CheckForNull String agent) {
        this.agent = Util.fixEmptyAndTrim(agent);
    }

    @CheckForNull
    public Integer getBranchesUpTo() {
        return branchesUpTo;
    }

    @DataBoundSetter
    public void setBranchesUpTo(@CheckForNull Integer branchesUpTo) {
        this.branchesUpTo = branchesUpTo == null ? null : ConfigurationChecks.requireNumber("branchesUpTo", branchesUpTo, 0);
    }

    @CheckForNull
    public Integer getMaxParallel() {
        return maxParallel;
    }

    @DataBoundSetter
    public void setMaxParallel(@CheckForNull Integer maxParallel) {
        this.maxParallel = maxParallel == null ? null : ConfigurationChecks.requireNumber("maxParallel", maxParallel, 0);
    }

    @CheckForNull
    public Boolean getProofs() {
        return proofs;
    }

    @DataBoundSetter
    public void setProofs(@CheckForNull Boolean proofs) {
        this.proofs = proofs;
    }

    @CheckForNull
    public Boolean getAbortSuperseded() {
        return abortSuperseded;
    }

    @DataBoundSetter
    public void setAbortSuperseded(@CheckForNull Boolean abortSuperseded) {
        this.abortSuperseded = abortSuperseded;
    }

    @CheckForNull
    public ReportingConfiguration getReporting() {
        return reporting;
    }

    /** Sets it, unless it says nothing. */
    @DataBoundSetter
    public void setReporting(@CheckForNull ReportingConfiguration reporting) {
        this.reporting = reporting == null || reporting.options().equals(ReportingOptions.NONE) ? null : reporting;
    }

    /** Fills in what a file does not name. */
    private Object readResolve() {
        platforms = platforms == null ? new ArrayList<>() : platforms;
        limits = limits == null ? new ArrayList<>() : limits;
        return this;
    }

    FolderOverride layer() {
        return new FolderOverride(
                MergeabilityConfiguration.platforms(platforms),
                MergeabilityConfiguration.limits(limits),
                Optional.ofNullable(agent),
                branchesUpTo == null ? OptionalInt.empty() : OptionalInt.of(branchesUpTo),
                maxParallel == null ? OptionalInt.empty() : OptionalInt.of(maxParallel),
                Optional.ofNullable(proofs),
                Optional.ofNullable(abortSuperseded));
    }

    /** What the form needs. */
    @Extension
    @Symbol("mergeability")
    public static class DescriptorImpl extends AbstractFolderPropertyDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MergeabilityFolderProperty_displayName();
        }

        /** What the form says; nothing if it says nothing. */
        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            for (String choice : List.of("proofs", "abortSuperseded")) {
                if (form.optString(choice).isEmpty()) {
                    form.remove(choice); // or it would be taken for no
                }
            }
            AbstractFolderProperty<?> property = super.newInstance(request, form);
            return property instanceof MergeabilityFolderProperty says
                            && says.layer().equals(FolderOverride.EMPTY)
                            && says.reporting == null
                    ? null
                    : property;
        }

        @POST
        public ListBoxModel doFillProofsItems(@AncestorInPath Item item) {
            return choices(item);
        }

        @POST
        public ListBoxModel doFillAbortSupersededItems(@AncestorInPath Item item) {
            return choices(item);
        }

        private static ListBoxModel choices(Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConfigurationChecks.allowed(item)) {
                items.add(Messages.MergeabilityFolderProperty_asAround(), "");
                items.add(Messages.MergeabilityFolderProperty_yes(), "true");
                items.add(Messages.MergeabilityFolderProperty_no(), "false");
            }
            return items;
        }

        @POST
        public FormValidation doCheckAgent(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.allowed(item) ? LabelExpression.validate(value, item) : FormValidation.ok();
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteAgent(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.allowed(item) ? LabelExpression.autoComplete(value) : new AutoCompletionCandidates();
        }

        @POST
        public FormValidation doCheckBranchesUpTo(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.allowed(item) ? ConfigurationChecks.number(value, 0, true) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckMaxParallel(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.allowed(item) ? ConfigurationChecks.number(value, 0, true) : FormValidation.ok();
        }
    }
}
