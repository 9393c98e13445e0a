package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import io.jenkins.plugins.mergeability.engine.outputs.store.Eviction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The global configuration: platforms, limits and defaults. */
@Extension
@Symbol("mergeability")
public class MergeabilityConfiguration extends GlobalConfiguration {

    /** The fields that folders have, too. They share their help. */
    static final List<String> SHARED_FIELDS = List.of(
            "platforms",
            "limits",
            "agent",
            "branchesUpTo",
            "maxParallel",
            "proofs",
            "primaryBranches",
            "branchProofs",
            "abortSuperseded",
            "reporting");

    private static final int DEFAULT_BRANCHES = 20;
    private static final int DEFAULT_PROOF_DAYS = 30;
    private static final int DEFAULT_OUTPUT_GIGABYTES = 20;
    private static final int DEFAULT_OUTPUT_DAYS = 14;

    private List<PlatformConfiguration> platforms = new ArrayList<>();
    private List<LimitConfiguration> limits = new ArrayList<>();
    private String agent;
    private int branchesUpTo = DEFAULT_BRANCHES;
    private int maxParallel;
    private int maxParallelOnController;
    private boolean proofs = true;
    private int proofDays = DEFAULT_PROOF_DAYS;
    private int outputGigabytes = DEFAULT_OUTPUT_GIGABYTES;
    private int outputDays = DEFAULT_OUTPUT_DAYS;
    private String primaryBranches;
    private boolean branchProofs = true;
    private boolean abortSuperseded = true;
    private GlobalReportingConfiguration reporting;

    public MergeabilityConfiguration() {
        load();
    }

    /** Creates an instance that is not loaded from the disk. */
    private MergeabilityConfiguration(List<PlatformConfiguration> platforms) {
        this.platforms = platforms;
    }

    public static MergeabilityConfiguration get() {
        return ExtensionList.lookupSingleton(MergeabilityConfiguration.class);
    }

    /** Applies the form completely or, if a value is invalid, not at all. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        if (form.has("reporting")) {
            form.put("reporting", ReportingFields.withoutEmptyFields(form.getJSONObject("reporting")));
        }
        request.bindJSON(new MergeabilityConfiguration(List.of()), form); // throws for invalid values
        setPlatforms(null); // the form does not submit empty lists
        setLimits(null);
        request.bindJSON(this, form);
        save();
        return true;
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.MergeabilityConfiguration_displayName();
    }

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

    public int getBranchesUpTo() {
        return branchesUpTo;
    }

    @DataBoundSetter
    public void setBranchesUpTo(int branchesUpTo) {
        this.branchesUpTo = ConfigurationChecks.requireNumber("branchesUpTo", branchesUpTo, 0);
    }

    public int getMaxParallel() {
        return maxParallel;
    }

    @DataBoundSetter
    public void setMaxParallel(int maxParallel) {
        this.maxParallel = ConfigurationChecks.requireNumber("maxParallel", maxParallel, 0);
    }

    public int getMaxParallelOnController() {
        return maxParallelOnController;
    }

    @DataBoundSetter
    public void setMaxParallelOnController(int maxParallelOnController) {
        this.maxParallelOnController =
                ConfigurationChecks.requireNumber("maxParallelOnController", maxParallelOnController, 0);
    }

    public boolean isProofs() {
        return proofs;
    }

    @DataBoundSetter
    public void setProofs(boolean proofs) {
        this.proofs = proofs;
    }

    public int getProofDays() {
        return proofDays;
    }

    @DataBoundSetter
    public void setProofDays(int proofDays) {
        this.proofDays = ConfigurationChecks.requireNumber("proofDays", proofDays, 1);
    }

    public int getOutputGigabytes() {
        return outputGigabytes;
    }

    @DataBoundSetter
    public void setOutputGigabytes(int outputGigabytes) {
        this.outputGigabytes = ConfigurationChecks.requireNumber("outputGigabytes", outputGigabytes, 0);
    }

    public int getOutputDays() {
        return outputDays;
    }

    @DataBoundSetter
    public void setOutputDays(int outputDays) {
        this.outputDays = ConfigurationChecks.requireNumber("outputDays", outputDays, 1);
    }

    /** How much outputs the controller and each agent keep, and how long. */
    public Eviction outputEviction() {
        return new Eviction((long) outputGigabytes << 30, Duration.ofDays(outputDays));
    }

    /** The names of branches whose proofs count as those of the primary branch, with spaces between them. */
    @CheckForNull
    public String getPrimaryBranches() {
        return primaryBranches;
    }

    @DataBoundSetter
    public void setPrimaryBranches(@CheckForNull String primaryBranches) {
        this.primaryBranches = Util.fixEmptyAndTrim(primaryBranches);
    }

    /** Whether builds use the proofs of other branches. */
    public boolean isBranchProofs() {
        return branchProofs;
    }

    @DataBoundSetter
    public void setBranchProofs(boolean branchProofs) {
        this.branchProofs = branchProofs;
    }

    public boolean isAbortSuperseded() {
        return abortSuperseded;
    }

    @DataBoundSetter
    public void setAbortSuperseded(boolean abortSuperseded) {
        this.abortSuperseded = abortSuperseded;
    }

    @CheckForNull
    public GlobalReportingConfiguration getReporting() {
        return reporting;
    }

    @DataBoundSetter
    public void setReporting(@CheckForNull GlobalReportingConfiguration reporting) {
        this.reporting = reporting;
    }

    /** The settings outside of folders. */
    Settings settings() {
        return new Settings(
                PlatformConfiguration.byName(platforms),
                LimitConfiguration.byName(limits),
                agent == null ? "" : agent,
                branchesUpTo,
                Settings.maximum(maxParallel),
                Settings.maximum(maxParallelOnController),
                proofs,
                Duration.ofDays(proofDays),
                abortSuperseded,
                new ScopeSettings(ScopeSettings.names(primaryBranches), branchProofs, false));
    }

    @POST
    public FormValidation doCheckAgent(@QueryParameter String value) {
        return ConfigurationChecks.mayConfigure(null) ? LabelExpression.validate(value) : FormValidation.ok();
    }

    @POST
    public AutoCompletionCandidates doAutoCompleteAgent(@QueryParameter String value) {
        return ConfigurationChecks.mayConfigure(null)
                ? LabelExpression.autoComplete(value)
                : new AutoCompletionCandidates();
    }

    @POST
    public FormValidation doCheckBranchesUpTo(@QueryParameter String value) {
        return checkNumber(value, 0);
    }

    @POST
    public FormValidation doCheckMaxParallel(@QueryParameter String value) {
        return checkNumber(value, 0);
    }

    @POST
    public FormValidation doCheckMaxParallelOnController(@QueryParameter String value) {
        return checkNumber(value, 0);
    }

    @POST
    public FormValidation doCheckProofDays(@QueryParameter String value) {
        return checkNumber(value, 1);
    }

    @POST
    public FormValidation doCheckOutputGigabytes(@QueryParameter String value) {
        return checkNumber(value, 0);
    }

    @POST
    public FormValidation doCheckOutputDays(@QueryParameter String value) {
        return checkNumber(value, 1);
    }

    private static FormValidation checkNumber(String value, int min) {
        return ConfigurationChecks.mayConfigure(null)
                ? ConfigurationChecks.checkNumber(value, min, false)
                : FormValidation.ok();
    }
}
