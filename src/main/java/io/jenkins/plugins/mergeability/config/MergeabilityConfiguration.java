package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What holds on the whole controller: platforms, limits and defaults. */
@Extension
@Symbol("mergeability")
public class MergeabilityConfiguration extends GlobalConfiguration {

    private static final int BRANCHES = 20;
    private static final int DAYS = 30;

    private List<PlatformConfiguration> platforms = new ArrayList<>();
    private List<LimitConfiguration> limits = new ArrayList<>();
    private String agent;
    private int branchesUpTo = BRANCHES;
    private int maxParallel;
    private int maxParallelOnController;
    private boolean proofs = true;
    private int proofDays = DAYS;
    private boolean abortSuperseded = true;
    private GlobalReportingConfiguration reporting;

    public MergeabilityConfiguration() {
        load();
    }

    /** One that nobody has configured yet. */
    private MergeabilityConfiguration(List<PlatformConfiguration> platforms) {
        this.platforms = platforms;
    }

    public static MergeabilityConfiguration get() {
        return ExtensionList.lookupSingleton(MergeabilityConfiguration.class);
    }

    /** Takes over what the form says, all or nothing. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        if (form.has("reporting")) {
            form.put("reporting", ReportingFields.filledIn(form.getJSONObject("reporting")));
        }
        request.bindJSON(new MergeabilityConfiguration(List.of()), form); // refuses what cannot be
        setPlatforms(null); // the form is silent about an empty list
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
        this.maxParallelOnController = ConfigurationChecks.requireNumber("maxParallelOnController", maxParallelOnController, 0);
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

    /** What holds outside of all folders. */
    Settings settings() {
        return new Settings(
                platforms(platforms),
                limits(limits),
                agent == null ? "" : agent,
                branchesUpTo,
                Settings.bound(maxParallel),
                Settings.bound(maxParallelOnController),
                proofs,
                Duration.ofDays(proofDays),
                abortSuperseded);
    }

    static Map<String, Platform> platforms(List<PlatformConfiguration> configured) {
        Map<String, Platform> platforms = new LinkedHashMap<>();
        configured.forEach(each -> platforms.put(each.getName(), each.platform()));
        return platforms;
    }

    static Map<String, Integer> limits(List<LimitConfiguration> configured) {
        Map<String, Integer> limits = new LinkedHashMap<>();
        configured.forEach(each -> limits.put(each.getName(), each.getSize()));
        return limits;
    }

    @POST
    public FormValidation doCheckAgent(@QueryParameter String value) {
        return ConfigurationChecks.allowed(null) ? LabelExpression.validate(value) : FormValidation.ok();
    }

    @POST
    public AutoCompletionCandidates doAutoCompleteAgent(@QueryParameter String value) {
        return ConfigurationChecks.allowed(null) ? LabelExpression.autoComplete(value) : new AutoCompletionCandidates();
    }

    @POST
    public FormValidation doCheckBranchesUpTo(@QueryParameter String value) {
        return number(value, 0);
    }

    @POST
    public FormValidation doCheckMaxParallel(@QueryParameter String value) {
        return number(value, 0);
    }

    @POST
    public FormValidation doCheckMaxParallelOnController(@QueryParameter String value) {
        return number(value, 0);
    }

    @POST
    public FormValidation doCheckProofDays(@QueryParameter String value) {
        return number(value, 1);
    }

    private static FormValidation number(String value, int least) {
        return ConfigurationChecks.allowed(null) ? ConfigurationChecks.number(value, least, false) : FormValidation.ok();
    }
}
