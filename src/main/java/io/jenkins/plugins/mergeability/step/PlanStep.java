package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.planning.BuildPlanner;
import io.jenkins.plugins.mergeability.planning.PlannedBuild;
import io.jenkins.plugins.mergeability.planning.PrintedPlan;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Plans in the background, in the workspace it is called in or else without one, and begins again after a restart. Returns
 * the number of the plan's record, or the plan as data; or, where only an agent can tell, {@link #CHECK_OUT}, and writes
 * down what has to be checked out there.
 */
public final class PlanStep extends Step {

    /** What is returned where only an agent can tell. */
    static final String CHECK_OUT = "check out";

    private final Object asked;
    private final boolean planOnly;
    private final boolean agents;

    /**
     * @param asked what is asked for, an {@link StepOptions}
     * @param planOnly whether the plan is wanted as data, instead of the number of its record
     * @param agents whether the workspace this is called in is one of those jobs may run in
     */
    @DataBoundConstructor
    public PlanStep(Object asked, boolean planOnly, boolean agents) {
        this.asked = asked;
        this.planOnly = planOnly;
        this.agents = agents;
    }

    public Object getAsked() {
        return asked;
    }

    public boolean isPlanOnly() {
        return planOnly;
    }

    public boolean isAgents() {
        return agents;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, (StepOptions) asked, planOnly, agents);
    }

    private static final class Execution extends AbstractStepExecutionImpl {

        private static final long serialVersionUID = 1L;

        private final StepOptions asked;
        private final boolean planOnly;
        private final boolean agents;
        private transient Future<?> task;
        private transient boolean resumed;

        Execution(StepContext context, StepOptions asked, boolean planOnly, boolean agents) {
            super(context);
            this.asked = asked;
            this.planOnly = planOnly;
            this.agents = agents;
        }

        @Override
        public boolean start() {
            task = BackgroundTasks.start(this::plan);
            return false;
        }

        @Override
        public void onResume() {
            resumed = true;
            start();
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            if (task != null) {
                task.cancel(true);
            }
            super.stop(cause);
        }

        private void plan() {
            try {
                getContext().onSuccess(answer());
            } catch (Exception | LinkageError e) {
                if (resumed && AgentErrors.is(e)) {
                    // After a restart the agent may still be on its way; node itself knows when it will not come.
                    Timer.get().schedule(this::start, 1, TimeUnit.SECONDS);
                } else {
                    remember(e);
                    getContext().onFailure(e);
                }
            }
        }

        /** What is wrong with a map, or whatever else there can be no plan for, is told wherever results are. */
        private void remember(Throwable trouble) {
            if (planOnly || !(trouble instanceof AbortException)) {
                return;
            }
            try {
                BuildRecords.of(getContext().get(Run.class)).impossible(String.valueOf(trouble.getMessage()));
            } catch (IOException | InterruptedException e) {
                trouble.addSuppressed(e);
            }
        }

        private Object answer() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            FlowNode node = getContext().get(FlowNode.class);
            if (resumed && !planOnly && InvocationNumber.of(node).isPresent()) {
                return InvocationNumber.of(node).getAsInt();
            }
            Optional<BuildRecord> before =
                    resumed && !planOnly ? BuildRecords.of(run).madeBy(node.getId()) : Optional.empty();
            if (before.isPresent()) {
                InvocationNumber.put(node, before.get().number());
                return before.get().number();
            }
            TaskListener listener = getContext().get(TaskListener.class);
            FilePath workspace = getContext().get(FilePath.class);
            BuildPlanner planner = BuildPlanner.of(run, asked.options(), listener);
            Optional<PlannedBuild> planned = workspace == null
                    ? planner.withoutAgent()
                    : Optional.of(planner.in(workspace, getContext().get(EnvVars.class)));
            if (planned.isEmpty()) {
                SCM scm = planner.scm()
                        .orElseThrow(() ->
                                new AbortException("there is nothing to plan: the pipeline has no SCM of its own, and"
                                        + " no workspace here has a repository. Take the pipeline's script from SCM, or check the"
                                        + " repository out and call this step inside of node"));
                ScmFile.write(run, ScriptFacade.UNPLANNED, scm);
                return CHECK_OUT;
            }
            if (planOnly) {
                return PrintedPlan.of(planned.get().plan()).data();
            }
            Node here = agents ? getContext().get(Node.class) : null;
            boolean asCommitted = here == null
                    || PlanRecorder.here(planner.state(workspace, getContext().get(EnvVars.class)), listener);
            int number = PlanRecorder.of(run, node.getId(), asked, planned.get(), here, asCommitted, listener);
            InvocationNumber.put(node, number);
            return number;
        }
    }

    /** What the step is called. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super("mergeabilityPlan", Messages.PlanStep_displayName());
        }
    }
}
