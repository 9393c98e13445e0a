package io.jenkins.plugins.mergeability.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import io.jenkins.plugins.mergeability.planning.PlanOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDefinitionDescriptor;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Makes a Pipeline job an environment of a project. Its runs deploy with a script of this plugin, never with one of the repository. */
public final class EnvironmentDefinition extends FlowDefinition {

    /** Calls the step by the pipeline's own dispatcher, which no library can replace. */
    private static final String SCRIPT = "steps." + DeploymentsStep.NAME + "()\n";

    private final String project;
    private final String environment;
    private String map = PlanOptions.MAP_PATH;
    private String branch = "";
    private String agent = "";
    private boolean reserved;
    private String approvers = "";
    private String freeze = "";
    private List<MultiBinding<?>> bindings = new ArrayList<>();

    /**
     * @param project the full name of the multibranch project that offers releases
     * @param environment the name of the environment in the component map
     */
    @DataBoundConstructor
    public EnvironmentDefinition(String project, String environment) {
        this.project = Util.fixNull(project).trim();
        this.environment = Util.fixNull(environment).trim();
    }

    public String getProject() {
        return project;
    }

    public String getEnvironment() {
        return environment;
    }

    /** The path of the component map from the top of the repository. */
    public String getMap() {
        return map;
    }

    @DataBoundSetter
    public void setMap(String map) {
        this.map = Util.fixEmptyAndTrim(map) == null ? PlanOptions.MAP_PATH : map.trim();
    }

    /** The branch that releases come from; empty for the project's primary branch. */
    public String getBranch() {
        return branch;
    }

    @DataBoundSetter
    public void setBranch(String branch) {
        this.branch = Util.fixNull(branch).trim();
    }

    /** Whether two environments have the same project, map and branch, so that releases pass from one to the other. */
    boolean isBeside(EnvironmentDefinition other) {
        return project.equals(other.project) && map.equals(other.map) && branch.equals(other.branch);
    }

    /** The label expression of the agents that deploy; empty for any agent. */
    public String getAgent() {
        return agent;
    }

    @DataBoundSetter
    public void setAgent(String agent) {
        this.agent = Util.fixNull(agent).trim();
    }

    /** Whether the agents with that label run nothing else. */
    public boolean isReserved() {
        return reserved;
    }

    @DataBoundSetter
    public void setReserved(boolean reserved) {
        this.reserved = reserved;
    }

    /** Users and groups, one a line, one of whom has to approve each release; empty for nobody. */
    public String getApprovers() {
        return approvers;
    }

    @DataBoundSetter
    public void setApprovers(String approvers) {
        this.approvers = Util.fixNull(approvers).trim();
    }

    /** Times of each week in which nothing new is deployed, one a line. */
    public String getFreeze() {
        return freeze;
    }

    @DataBoundSetter
    public void setFreeze(String freeze) {
        this.freeze = Util.fixNull(freeze).trim();
    }

    /** The credentials that the commands of deployments get. */
    public List<MultiBinding<?>> getBindings() {
        return List.copyOf(bindings);
    }

    @DataBoundSetter
    public void setBindings(@CheckForNull List<MultiBinding<?>> bindings) {
        this.bindings = bindings == null ? new ArrayList<>() : new ArrayList<>(bindings);
    }

    /** The users and groups of {@link #getApprovers}. */
    List<String> approverNames() {
        return lines(approvers).toList();
    }

    /**
     * The times of {@link #getFreeze}.
     *
     * @throws IllegalArgumentException if one is malformed, with the reason
     */
    List<FreezeWindow> freezeWindows() {
        return lines(freeze).map(FreezeWindow::parse).toList();
    }

    private static Stream<String> lines(String text) {
        return text.lines().map(String::trim).filter(line -> !line.isEmpty());
    }

    /** Ignores all actions: a Replay runs the same script. */
    @Override
    public FlowExecution create(FlowExecutionOwner owner, TaskListener listener, List<? extends Action> actions)
            throws Exception {
        return new CpsFlowExecution(SCRIPT, false, owner, FlowDurabilityHint.MAX_SURVIVABILITY);
    }

    /** The form. */
    @Extension
    @Symbol("mergeabilityEnvironment")
    public static final class DescriptorImpl extends FlowDefinitionDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.EnvironmentDefinition_displayName();
        }

        /** Checks that the project exists, as far as the user may know. */
        @POST
        public FormValidation doCheckProject(@AncestorInPath Item item, @QueryParameter String value) {
            if (!mayConfigure(item)) {
                return FormValidation.ok();
            }
            String name = Util.fixNull(value).trim();
            if (name.isEmpty()) {
                return FormValidation.error(Messages.EnvironmentDefinition_noProject());
            }
            return Jenkins.get().getItemByFullName(name) instanceof MultiBranchProject<?, ?>
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.EnvironmentDefinition_unknownProject(name));
        }

        /** Checks that no other job deploys to the environment. */
        @POST
        public FormValidation doCheckEnvironment(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String project) {
            if (!mayConfigure(item)) {
                return FormValidation.ok();
            }
            String name = Util.fixNull(value).trim();
            if (name.isEmpty()) {
                return FormValidation.error(Messages.EnvironmentDefinition_noEnvironment());
            }
            for (EnvironmentJob other : EnvironmentJob.of(Util.fixNull(project).trim())) {
                if (other.name().equals(name)
                        && !other.job().equals(item)
                        && other.job().hasPermission(Item.READ)) {
                    return FormValidation.warning(
                            Messages.EnvironmentDefinition_taken(other.job().getFullDisplayName()));
                }
            }
            return FormValidation.ok();
        }

        /** Checks that the path of the map is inside the repository. */
        @POST
        public FormValidation doCheckMap(@QueryParameter String value) {
            String path = Util.fixNull(value).trim();
            boolean outside = path.startsWith("/")
                    || path.contains("\\")
                    || Arrays.asList(path.split("/")).contains("..");
            return outside ? FormValidation.error(Messages.EnvironmentDefinition_mapOutside()) : FormValidation.ok();
        }

        /** Checks the label expression. */
        @POST
        public FormValidation doCheckAgent(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter boolean reserved) {
            if (!mayConfigure(item)) {
                return FormValidation.ok();
            }
            if (Util.fixNull(value).isBlank()) {
                return reserved
                        ? FormValidation.error(Messages.EnvironmentDefinition_nothingReserved())
                        : FormValidation.ok();
            }
            return hudson.model.labels.LabelExpression.validate(value);
        }

        /** Checks the times. */
        @POST
        public FormValidation doCheckFreeze(@QueryParameter String value) {
            for (String line : lines(Util.fixNull(value)).toList()) {
                try {
                    FreezeWindow.parse(line);
                } catch (IllegalArgumentException e) {
                    return FormValidation.error(
                            Messages.EnvironmentDefinition_badFreeze(line, e.getMessage(), FreezeWindow.SYNTAX));
                }
            }
            return FormValidation.ok();
        }

        private static boolean mayConfigure(@CheckForNull Item item) {
            return item == null ? Jenkins.get().hasPermission(Item.CREATE) : item.hasPermission(Item.CONFIGURE);
        }
    }
}
