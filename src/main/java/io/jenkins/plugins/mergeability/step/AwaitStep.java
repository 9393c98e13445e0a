package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.dispatch.JobDispatcher;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Waits until the dispatcher has another action for a branch. */
public final class AwaitStep extends Step {

    private final int number;
    private final String branch;

    @DataBoundConstructor
    public AwaitStep(int number, String branch) {
        this.number = number;
        this.branch = branch;
    }

    public int getNumber() {
        return number;
    }

    public String getBranch() {
        return branch;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, number, branch);
    }

    private static final class Execution extends AbstractStepExecutionImpl {

        private static final long serialVersionUID = 1L;

        private final int number;
        private final String branch;

        Execution(StepContext context, int number, String branch) {
            super(context);
            this.number = number;
            this.branch = branch;
        }

        @Override
        public boolean start() throws Exception {
            dispatcher().await(branch, () -> getContext().onSuccess(null));
            return false;
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            super.stop(cause);
            dispatcher().cancelWait(branch);
        }

        private JobDispatcher dispatcher() throws IOException, InterruptedException {
            return StepInvocations.of(getContext().get(Run.class), number).dispatcher();
        }

        @Override
        public void onResume() {
            BackgroundTasks.start(() -> {
                try {
                    start();
                } catch (Exception e) {
                    getContext().onFailure(e);
                }
            });
        }

        @Override
        public String getStatus() {
            return "waiting for the next job of the component map";
        }
    }

    /** The name of the step. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super(ScriptWord.AWAIT_STEP, Messages.AwaitStep_displayName());
        }
    }
}
