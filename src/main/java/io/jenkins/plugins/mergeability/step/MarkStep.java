package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import hudson.model.Result;
import hudson.model.TaskListener;
import java.util.List;
import org.jenkinsci.plugins.pipeline.StageStatus;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.TagsAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Says of the stage or branch it is called in that it is skipped, or how bad its end is, and why. */
public final class MarkStep extends Step {

    /** What stands for a stage that does not run as there is no need to. */
    static final String SKIPPED = "SKIPPED";

    /** What stands for a stage that does not run because of a failure elsewhere. */
    static final String NOT_RUN = "NOT_RUN";

    private final String status;
    private final String reason;

    /** @param status {@value #SKIPPED}, {@value #NOT_RUN}, or a {@link Result} */
    @DataBoundConstructor
    public MarkStep(String status, String reason) {
        this.status = status;
        this.reason = reason;
    }

    public String getStatus() {
        return status;
    }

    public String getReason() {
        return reason;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    /** Runs in the pipeline's own thread, which is cheap: nothing is waited for, and the program is not written down. */
    private static final class Execution extends SynchronousStepExecution<Void> {

        private static final long serialVersionUID = 1L;

        private final transient MarkStep step;

        Execution(StepContext context, MarkStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Void run() throws Exception {
            FlowNode node = getContext().get(FlowNode.class);
            node.addOrReplaceAction(new LabelAction(step.reason));
            if (step.status.equals(SKIPPED) || step.status.equals(NOT_RUN)) {
                List<? extends FlowNode> around = node.getEnclosingBlocks();
                if (!around.isEmpty()) {
                    TagsAction tags = new TagsAction();
                    tags.addTag(
                            StageStatus.TAG_NAME,
                            step.status.equals(SKIPPED)
                                    ? StageStatus.getSkippedForConditional()
                                    : StageStatus.getSkippedForFailure());
                    around.get(0).addOrReplaceAction(tags);
                }
            } else {
                node.addOrReplaceAction(new WarningAction(Result.fromString(step.status)).withMessage(step.reason));
            }
            getContext().get(TaskListener.class).getLogger().println(step.reason);
            return null;
        }
    }

    /** What the step is called. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super("mergeabilityMark", Messages.MarkStep_displayName());
        }
    }
}
