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
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The parameters that the steps share: the map and the change. */
public abstract class ComponentsStep extends Step {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private String map = PlanOptions.MAP_PATH;
    private Map<String, Object> components;
    private Map<String, Object> defaults;
    private Map<String, Object> kinds;
    private List<String> ignore;
    private List<String> lockfiles;
    private String unmapped;
    private boolean all;
    private String base;
    private String when;
    private boolean proofs = true;
    private List<String> ignored;
    private List<String> jobs;

    /** The path of the component map from the top of the repository. */
    public String getMap() {
        return map;
    }

    @DataBoundSetter
    public void setMap(String map) {
        this.map = Util.fixEmptyAndTrim(map) == null ? PlanOptions.MAP_PATH : map.trim();
    }

    /** The components of an inline map. */
    public @CheckForNull Map<String, Object> getComponents() {
        return components;
    }

    @DataBoundSetter
    public void setComponents(Map<String, Object> components) {
        this.components = components;
    }

    /** The {@code defaults} of an inline map. */
    public @CheckForNull Map<String, Object> getDefaults() {
        return defaults;
    }

    @DataBoundSetter
    public void setDefaults(Map<String, Object> defaults) {
        this.defaults = defaults;
    }

    /** The {@code ignore} of an inline map. */
    public @CheckForNull List<String> getIgnore() {
        return ignore;
    }

    @DataBoundSetter
    public void setIgnore(List<String> ignore) {
        this.ignore = ignore;
    }

    /** The {@code kinds} of an inline map. */
    public @CheckForNull Map<String, Object> getKinds() {
        return kinds;
    }

    @DataBoundSetter
    public void setKinds(Map<String, Object> kinds) {
        this.kinds = kinds;
    }

    /** The {@code lockfiles} of an inline map. */
    public @CheckForNull List<String> getLockfiles() {
        return lockfiles;
    }

    @DataBoundSetter
    public void setLockfiles(List<String> lockfiles) {
        this.lockfiles = lockfiles;
    }

    /** The {@code unmapped} of an inline map. */
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

    /** The revision to compare with; null for the default of the build. */
    public @CheckForNull String getBase() {
        return base;
    }

    @DataBoundSetter
    public void setBase(String base) {
        this.base = Util.fixEmptyAndTrim(base);
    }

    /** The occasion to plan for; null for the default of the build. */
    public @CheckForNull String getWhen() {
        return when;
    }

    @DataBoundSetter
    public void setWhen(String when) {
        this.when = Util.fixEmptyAndTrim(when);
    }

    /** Whether proven jobs do not run again. */
    public boolean isProofs() {
        return proofs;
    }

    @DataBoundSetter
    public void setProofs(boolean proofs) {
        this.proofs = proofs;
    }

    /** The names of variables that decide no outcome, and that commands do not get; null for none. */
    public @CheckForNull List<String> getVolatile() {
        return ignored;
    }

    @DataBoundSetter
    public void setVolatile(List<String> ignored) {
        this.ignored = ignored;
    }

    /** The jobs to run by name; null for those the change affects. */
    public @CheckForNull List<String> getJobs() {
        return jobs;
    }

    @DataBoundSetter
    public void setJobs(List<String> jobs) {
        this.jobs = jobs;
    }

    /** How many jobs may run at the same time; 0 for the configured number. */
    int jobsAtOnce() {
        return 0;
    }

    /** Whether the first failure stops the rest. */
    boolean stopsAtFirstFailure() {
        return false;
    }

    /** Up to how many components each get a branch; 0 for the configured number. */
    int componentBranches() {
        return 0;
    }

    /** Whether the workspace in which the step is called may be cleaned. */
    boolean cleansWorkspace() {
        return false;
    }

    /** Whether only the plan is returned. */
    abstract boolean planOnly();

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Settings settings = Settings.of(context.get(Run.class).getParent());
        return new ComponentsExecution(context, options(settings), planOnly());
    }

    private StepOptions options(Settings settings) throws AbortException {
        if (when != null
                && Arrays.stream(When.values()).noneMatch(known -> known.text().equals(when))) {
            throw new AbortException(
                    "when: unknown occasion " + when + ": use one of " + occasions() + ", or leave it out");
        }
        int maxParallel =
                jobsAtOnce() > 0 ? jobsAtOnce() : settings.maxParallel().orElse(0);
        return new StepOptions(
                map,
                inline(),
                all,
                base,
                when,
                proofs && settings.proofs(),
                ignored(),
                jobs == null ? List.of() : List.copyOf(jobs),
                maxParallel,
                stopsAtFirstFailure(),
                componentBranches() > 0 ? componentBranches() : settings.branchesUpTo(),
                cleansWorkspace());
    }

    private List<String> ignored() throws AbortException {
        List<String> names = ignored == null ? List.of() : List.copyOf(ignored);
        for (String name : names) {
            if (!VARIABLE.matcher(name).matches()) {
                throw new AbortException("volatile: " + name
                        + " is not the name of a variable: use letters, digits and _, not starting with a digit");
            }
        }
        return names;
    }

    private Map<String, Object> inline() throws AbortException {
        Map<String, Object> inline = new LinkedHashMap<>();
        inline.put("unmapped", unmapped);
        inline.put("ignore", ignore);
        inline.put("lockfiles", lockfiles);
        inline.put("defaults", defaults);
        inline.put("kinds", kinds);
        inline.values().removeIf(Objects::isNull);
        if (components == null) {
            if (!inline.isEmpty()) {
                throw new AbortException(String.join(", ", inline.keySet())
                        + ": requires components; for a map in the repository, set it in " + map);
            }
            return null;
        }
        inline.put("components", components);
        return inline;
    }

    private static String occasions() {
        return String.join(", ", Arrays.stream(When.values()).map(When::text).toList());
    }

    /** The form fields that the steps share. */
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

        /** Checks that the path of the map is inside the repository. */
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
