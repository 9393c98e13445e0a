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
import java.util.function.Function;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The settings of a folder. A setting that is null is inherited from the parent. */
public class MergeabilityFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private List<PlatformConfiguration> platforms = new ArrayList<>();
    private List<LimitConfiguration> limits = new ArrayList<>();
    private String agent;
    private Integer branchesUpTo;
    private Integer maxParallel;
    private Boolean proofs;
    private String primaryBranches;
    private Boolean branchProofs;
    private Boolean plainJobs;
    private Boolean abortSuperseded;
    private ReportingConfiguration reporting;

    @DataBoundConstructor
    public MergeabilityFolderProperty() {}

    public List<PlatformConfiguration> getPlatforms() {
        return Collections.unmodifiableList(platforms);
    }

    @DataBoundSetter
    public void setPlatforms(@CheckForNull List<PlatformConfiguration> platforms) {
        this.platforms = PlatformConfiguration.requireDistinct(platforms);
    }

    public List<LimitConfiguration> getLimits() {
        return Collections.unmodifiableList(limits);
    }

    @DataBoundSetter
    public void setLimits(@CheckForNull List<LimitConfiguration> limits) {
        this.limits = LimitConfiguration.requireDistinct(limits);
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
        this.branchesUpTo =
                branchesUpTo == null ? null : ConfigurationChecks.requireNumber("branchesUpTo", branchesUpTo, 0);
    }

    @CheckForNull
    public Integer getMaxParallel() {
        return maxParallel;
    }

    @DataBoundSetter
    public void setMaxParallel(@CheckForNull Integer maxParallel) {
        this.maxParallel =
                maxParallel == null ? null : ConfigurationChecks.requireNumber("maxParallel", maxParallel, 0);
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
    public String getPrimaryBranches() {
        return primaryBranches;
    }

    @DataBoundSetter
    public void setPrimaryBranches(@CheckForNull String primaryBranches) {
        this.primaryBranches = Util.fixEmptyAndTrim(primaryBranches);
    }

    @CheckForNull
    public Boolean getBranchProofs() {
        return branchProofs;
    }

    @DataBoundSetter
    public void setBranchProofs(@CheckForNull Boolean branchProofs) {
        this.branchProofs = branchProofs;
    }

    /** Whether jobs outside of multibranch projects are trusted like branches. */
    @CheckForNull
    public Boolean getPlainJobs() {
        return plainJobs;
    }

    @DataBoundSetter
    public void setPlainJobs(@CheckForNull Boolean plainJobs) {
        this.plainJobs = plainJobs;
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

    /** Sets the reporting settings; null if they set nothing. */
    @DataBoundSetter
    public void setReporting(@CheckForNull ReportingConfiguration reporting) {
        this.reporting = reporting == null || reporting.options().equals(ReportingOptions.NONE) ? null : reporting;
    }

    /** Initializes the lists that a file does not contain. */
    private Object readResolve() {
        platforms = platforms == null ? new ArrayList<>() : platforms;
        limits = limits == null ? new ArrayList<>() : limits;
        return this;
    }

    FolderOverride override() {
        return new FolderOverride(
                PlatformConfiguration.byName(platforms),
                LimitConfiguration.byName(limits),
                Optional.ofNullable(agent),
                branchesUpTo == null ? OptionalInt.empty() : OptionalInt.of(branchesUpTo),
                maxParallel == null ? OptionalInt.empty() : OptionalInt.of(maxParallel),
                Optional.ofNullable(proofs),
                Optional.ofNullable(abortSuperseded),
                new ScopeSettings.Override(
                        Optional.ofNullable(primaryBranches).map(ScopeSettings::names),
                        Optional.ofNullable(branchProofs),
                        Optional.ofNullable(plainJobs)));
    }

    /** The form: its name, its checks and its choices. */
    @Extension
    @Symbol("mergeability")
    public static class DescriptorImpl extends AbstractFolderPropertyDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MergeabilityFolderProperty_displayName();
        }

        public DescriptorImpl() {
            MergeabilityConfiguration.SHARED_FIELDS.forEach(
                    field -> addHelpFileRedirect(field, MergeabilityConfiguration.class, field));
        }

        /** Creates the property from the form; null if all fields are empty. */
        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            for (String choice : List.of("proofs", "branchProofs", "plainJobs", "abortSuperseded")) {
                if (form.optString(choice).isEmpty()) {
                    form.remove(choice); // Stapler would convert it to false
                }
            }
            AbstractFolderProperty<?> property = super.newInstance(request, form);
            return property instanceof MergeabilityFolderProperty settings
                            && settings.override().equals(FolderOverride.EMPTY)
                            && settings.reporting == null
                    ? null
                    : property;
        }

        @POST
        public ListBoxModel doFillBranchProofsItems(@AncestorInPath Item item) {
            return InheritedText.choices(
                    item,
                    MergeabilityFolderProperty::getBranchProofs,
                    MergeabilityConfiguration.get().isBranchProofs());
        }

        @POST
        public ListBoxModel doFillPlainJobsItems(@AncestorInPath Item item) {
            return InheritedText.choicesOfFolders(
                    item, MergeabilityFolderProperty::getPlainJobs, ScopeSettings.DEFAULT.plainJobs());
        }

        @POST
        public ListBoxModel doFillProofsItems(@AncestorInPath Item item) {
            return InheritedText.choices(
                    item,
                    MergeabilityFolderProperty::getProofs,
                    MergeabilityConfiguration.get().isProofs());
        }

        @POST
        public ListBoxModel doFillAbortSupersededItems(@AncestorInPath Item item) {
            return InheritedText.choices(
                    item,
                    MergeabilityFolderProperty::getAbortSuperseded,
                    MergeabilityConfiguration.get().isAbortSuperseded());
        }

        @POST
        public FormValidation doCheckPrimaryBranches(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.mayConfigure(item)
                    ? InheritedText.below(
                            item,
                            value,
                            MergeabilityFolderProperty::getPrimaryBranches,
                            MergeabilityConfiguration.get().getPrimaryBranches(),
                            InheritedText::text)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckAgent(@AncestorInPath Item item, @QueryParameter String value) {
            if (!ConfigurationChecks.mayConfigure(item)) {
                return FormValidation.ok();
            }
            FormValidation label = LabelExpression.validate(value, item);
            return label.kind == FormValidation.Kind.OK && Util.fixEmptyAndTrim(value) == null
                    ? InheritedText.below(
                            item,
                            value,
                            MergeabilityFolderProperty::getAgent,
                            MergeabilityConfiguration.get().getAgent(),
                            InheritedText::label)
                    : label;
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteAgent(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.mayConfigure(item)
                    ? LabelExpression.autoComplete(value)
                    : new AutoCompletionCandidates();
        }

        @POST
        public FormValidation doCheckBranchesUpTo(@AncestorInPath Item item, @QueryParameter String value) {
            return checkNumber(
                    item,
                    value,
                    MergeabilityFolderProperty::getBranchesUpTo,
                    MergeabilityConfiguration.get().getBranchesUpTo(),
                    String::valueOf);
        }

        @POST
        public FormValidation doCheckMaxParallel(@AncestorInPath Item item, @QueryParameter String value) {
            return checkNumber(
                    item,
                    value,
                    MergeabilityFolderProperty::getMaxParallel,
                    MergeabilityConfiguration.get().getMaxParallel(),
                    InheritedText::limit);
        }

        private static FormValidation checkNumber(
                Item item,
                String value,
                Function<MergeabilityFolderProperty, Integer> field,
                int ofController,
                Function<Integer, String> label) {
            if (!ConfigurationChecks.mayConfigure(item)) {
                return FormValidation.ok();
            }
            FormValidation number = ConfigurationChecks.checkNumber(value, 0, true);
            return number.kind == FormValidation.Kind.OK
                    ? InheritedText.below(item, value, field, ofController, label)
                    : number;
        }
    }
}
