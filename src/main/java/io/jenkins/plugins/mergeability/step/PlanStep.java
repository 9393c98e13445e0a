package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.planning.BuildPlanner;
import io.jenkins.plugins.mergeability.planning.BuildVariables;
import io.jenkins.plugins.mergeability.planning.PlannedBuild;
import io.jenkins.plugins.mergeability.planning.PrintedPlan;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.workspace.CallingWorkspace;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.actions.EnvironmentAction;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Plans in the background, in the workspace it is called in if there is one, and starts again after a restart. Returns the
 * number of the plan's record, or the plan as data. If planning needs an agent, it returns {@link ScriptWord#CHECK_OUT} and
 * saves the SCM to check out there.
 */
public final class PlanStep extends Step {

    private final Object options;
    private final boolean planOnly;
    private final boolean jobsRunHere;

    /**
     * @param options the options of the call, a {@link StepOptions}
     * @param planOnly whether to return the plan as data, instead of the number of its record
     * @param jobsRunHere whether jobs may run in the workspace this is called in
     */
    @DataBoundConstructor
    public PlanStep(Object options, boolean planOnly, boolean jobsRunHere) {
        this.options = options;
        this.planOnly = planOnly;
        this.jobsRunHere = jobsRunHere;
    }

    public Object getOptions() {
        return options;
    }

    public boolean isPlanOnly() {
        return planOnly;
    }

    public boolean isJobsRunHere() {
        return jobsRunHere;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, (StepOptions) options, planOnly, jobsRunHere);
    }

    private static final class Execution extends BackgroundExecution {

        private static final long serialVersionUID = 1L;

        private final StepOptions options;
        private final boolean planOnly;
        private final boolean jobsRunHere;

        Execution(StepContext context, StepOptions options, boolean planOnly, boolean jobsRunHere) {
            super(context);
            this.options = options;
            this.planOnly = planOnly;
            this.jobsRunHere = jobsRunHere;
        }

        /** Records an error of the map, or another reason why there is no plan, for reports. */
        @Override
        protected void failing(Throwable error) {
            if (planOnly || !(error instanceof AbortException)) {
                return;
            }
            try {
                BuildRecords.of(getContext().get(Run.class)).planningFailed(String.valueOf(error.getMessage()));
            } catch (IOException | InterruptedException e) {
                error.addSuppressed(e);
            }
        }

        /** The variables around the step. An agent's own are not among them. */
        private BuildVariables variables(Run<?, ?> run, TaskListener listener)
                throws IOException, InterruptedException {
            EnvironmentAction action = run.getAction(EnvironmentAction.class);
            EnvironmentExpander expander = getContext().get(EnvironmentExpander.class);
            EnvVars ofJenkins = run.getEnvironment(listener);
            EnvVars all = EnvironmentExpander.getEffectiveEnvironment(
                    action == null ? new EnvVars(ofJenkins) : action.getEnvironment(),
                    null,
                    expander,
                    getContext(),
                    listener);
            Set<String> parameters = new HashSet<>();
            Set<String> secrets = new HashSet<>(expander == null ? Set.of() : expander.getSensitiveVariables());
            for (ParametersAction values : run.getActions(ParametersAction.class)) {
                for (ParameterValue value : values.getAllParameters()) {
                    parameters.add(value.getName());
                    if (value.isSensitive()) {
                        secrets.add(value.getName());
                    }
                }
            }
            return new BuildVariables(all, ofJenkins, parameters, secrets, Set.copyOf(options.ignored()));
        }

        @Override
        protected Object result() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            FlowNode node = getContext().get(FlowNode.class);
            if (isResumed() && !planOnly && InvocationNumber.of(node).isPresent()) {
                return InvocationNumber.of(node).getAsInt();
            }
            Optional<BuildRecord> before =
                    isResumed() && !planOnly ? BuildRecords.of(run).writtenBy(node.getId()) : Optional.empty();
            if (before.isPresent()) {
                InvocationNumber.set(node, before.get().number());
                return before.get().number();
            }
            TaskListener listener = getContext().get(TaskListener.class);
            FilePath workspace = getContext().get(FilePath.class);
            BuildPlanner planner = BuildPlanner.of(run, options.planOptions(), listener, variables(run, listener));
            Optional<PlannedBuild> planned = workspace == null
                    ? planner.withoutAgent()
                    : Optional.of(planner.in(workspace, getContext().get(EnvVars.class)));
            if (planned.isEmpty()) {
                SCM scm = planner.scm()
                        .orElseThrow(() ->
                                new AbortException("nothing to plan: the pipeline has no SCM, and the step was not"
                                        + " called in a workspace with a repository. Use a pipeline script from SCM, or check out"
                                        + " the repository and call this step inside node"));
                ScmFile.write(run, ScriptFacade.UNPLANNED, scm);
                return ScriptWord.CHECK_OUT.text();
            }
            if (planOnly) {
                return PrintedPlan.of(planned.get().plan()).data();
            }
            Node callingNode = jobsRunHere ? getContext().get(Node.class) : null;
            boolean asCommitted = callingNode == null
                    || PlanRecorder.isAsCommitted(
                            planner.state(workspace, getContext().get(EnvVars.class)), options.clean(), listener);
            CallingWorkspace calling = callingNode == null ? null : new CallingWorkspace(callingNode, workspace);
            int number = PlanRecorder.record(run, node.getId(), options, planned.get(), calling, asCommitted, listener);
            InvocationNumber.set(node, number);
            return number;
        }
    }

    /** The name of the step. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super(ScriptWord.PLAN_STEP, Messages.PlanStep_displayName());
        }
    }
}
