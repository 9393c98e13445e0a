package io.jenkins.plugins.mergeability.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.planning.PlanOptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the steps that plan have in common: which map, and which change. */
public abstract class ComponentsStep extends Step {

    private String map = PlanOptions.MAP_PATH;
    private Map<String, Object> components;
    private Map<String, Object> defaults;
    private List<String> ignore;
    private String unmapped;
    private boolean all;
    private String base;
    private String when;
    private boolean proofs = true;
    private List<String> jobs;

    /** The path of the component map from the top of the repository. */
    public String getMap() {
        return map;
    }

    @DataBoundSetter
    public void setMap(String map) {
        this.map = Util.fixEmptyAndTrim(map) == null ? PlanOptions.MAP_PATH : map.trim();
    }

    /** The components, instead of those in a file. */
    public @CheckForNull Map<String, Object> getComponents() {
        return components;
    }

    @DataBoundSetter
    public void setComponents(Map<String, Object> components) {
        this.components = components;
    }

    /** The {@code defaults} of a map given in the pipeline. */
    public @CheckForNull Map<String, Object> getDefaults() {
        return defaults;
    }

    @DataBoundSetter
    public void setDefaults(Map<String, Object> defaults) {
        this.defaults = defaults;
    }

    /** The {@code ignore} of a map given in the pipeline. */
    public @CheckForNull List<String> getIgnore() {
        return ignore;
    }

    @DataBoundSetter
    public void setIgnore(List<String> ignore) {
        this.ignore = ignore;
    }

    /** The {@code unmapped} of a map given in the pipeline. */
    public @CheckForNull String getUnmapped() {
        return unmapped;
    }

    @DataBoundSetter
    public void setUnmapped(String unmapped) {
        this.unmapped = Util.fixEmptyAndTrim(unmapped);
    }

    /** Whether everything counts as changed. */
    public boolean isAll() {
        return all;
    }

    @DataBoundSetter
    public void setAll(boolean all) {
        this.all = all;
    }

    /** The revision to compare with, instead of the one that suits the build. */
    public @CheckForNull String getBase() {
        return base;
    }

    @DataBoundSetter
    public void setBase(String base) {
        this.base = Util.fixEmptyAndTrim(base);
    }

    /** The occasion to plan for, instead of the one that suits the build. */
    public @CheckForNull String getWhen() {
        return when;
    }

    @DataBoundSetter
    public void setWhen(String when) {
        this.when = Util.fixEmptyAndTrim(when);
    }

    /** Whether what is proven need not run. */
    public boolean isProofs() {
        return proofs;
    }

    @DataBoundSetter
    public void setProofs(boolean proofs) {
        this.proofs = proofs;
    }

    /** Jobs to run by name, instead of those the change affects. */
    public @CheckForNull List<String> getJobs() {
        return jobs;
    }

    @DataBoundSetter
    public void setJobs(List<String> jobs) {
        this.jobs = jobs;
    }

    /** How many jobs may run at once; 0 for what is configured. */
    int mostJobs() {
        return 0;
    }

    /** Whether the first failure ends the rest. */
    boolean endsAtFirstFailure() {
        return false;
    }

    /** How many components have a branch of their own at the most; 0 for what is configured. */
    int mostBranches() {
        return 0;
    }

    /** Whether only the plan is wanted. */
    abstract boolean planOnly();

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Settings settings = Settings.of(context.get(Run.class).getParent());
        return new ComponentsExecution(context, asked(settings), planOnly());
    }

    private StepOptions asked(Settings settings) throws AbortException {
        if (when != null
                && Arrays.stream(When.values()).noneMatch(known -> known.text().equals(when))) {
            throw new AbortException(
                    "when: " + when + " is none of " + occasions() + ": name one of them, or leave it out");
        }
        int most = mostJobs() > 0 ? mostJobs() : settings.maxParallel().orElse(0);
        return new StepOptions(
                map,
                inline(),
                all,
                base,
                when,
                proofs && settings.proofs(),
                jobs == null ? List.of() : List.copyOf(jobs),
                most,
                endsAtFirstFailure(),
                mostBranches() > 0 ? mostBranches() : settings.branchesUpTo());
    }

    private Map<String, Object> inline() throws AbortException {
        if (components == null) {
            if (defaults != null || ignore != null || unmapped != null) {
                throw new AbortException(
                        "defaults, ignore and unmapped belong to components given in the pipeline; for a map"
                                + " in the repository write them into " + map);
            }
            return null;
        }
        Map<String, Object> inline = new LinkedHashMap<>();
        if (unmapped != null) {
            inline.put("unmapped", unmapped);
        }
        if (ignore != null) {
            inline.put("ignore", ignore);
        }
        if (defaults != null) {
            inline.put("defaults", defaults);
        }
        inline.put("components", components);
        return inline;
    }

    private static String occasions() {
        return String.join(", ", Arrays.stream(When.values()).map(When::text).toList());
    }

    /** What the descriptors of these steps have in common. */
    abstract static class ComponentsDescriptor extends StepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }

        /** The occasions, for the form. */
        @POST
        public ListBoxModel doFillWhenItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.ComponentsStep_whenByBuild(), "");
            for (When occasion : When.values()) {
                items.add(occasion.text(), occasion.text());
            }
            return items;
        }

        /** Checks that the map is named by a path inside the repository. */
        @POST
        public FormValidation doCheckMap(@QueryParameter String value) {
            String path = Util.fixEmptyAndTrim(value);
            if (path != null
                    && (path.startsWith("/")
                            || path.contains("\\")
                            || Arrays.asList(path.split("/")).contains(".."))) {
                return FormValidation.error(Messages.ComponentsStep_mapOutside());
            }
            return FormValidation.ok();
        }
    }
}
