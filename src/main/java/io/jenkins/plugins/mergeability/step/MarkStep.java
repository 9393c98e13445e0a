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

/** Marks the stage or branch it is called in as skipped, not run, unstable or failed, with a reason. */
public final class MarkStep extends Step {

    private final ScriptWord status;
    private final String reason;

    /** @param status the text of a {@link ScriptWord} that is a mark */
    @DataBoundConstructor
    public MarkStep(String status, String reason) {
        this.status = ScriptWord.mark(status);
        this.reason = reason;
    }

    public String getStatus() {
        return status.text();
    }

    public String getReason() {
        return reason;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    /** Runs in the thread of the pipeline: it does not block, and the program is not saved. */
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
            if (step.status == ScriptWord.SKIPPED || step.status == ScriptWord.NOT_RUN) {
                List<? extends FlowNode> blocks = node.getEnclosingBlocks();
                if (!blocks.isEmpty()) {
                    TagsAction tags = new TagsAction();
                    tags.addTag(
                            StageStatus.TAG_NAME,
                            step.status == ScriptWord.SKIPPED
                                    ? StageStatus.getSkippedForConditional()
                                    : StageStatus.getSkippedForFailure());
                    blocks.get(0).addOrReplaceAction(tags);
                }
            } else {
                node.addOrReplaceAction(
                        new WarningAction(Result.fromString(step.status.text())).withMessage(step.reason));
            }
            getContext().get(TaskListener.class).getLogger().println(step.reason);
            return null;
        }
    }

    /** The name of the step. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super(ScriptWord.MARK_STEP, Messages.MarkStep_displayName());
        }
    }
}
