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
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

/** Says of the stage or branch it is called in that it is skipped, or how bad its end is, and why. */
public final class MarkStep extends Step {

    /** What stands for a skipped stage. */
    static final String SKIPPED = "SKIPPED";

    private final String status;
    private final String reason;

    /** @param status {@value #SKIPPED}, or a {@link Result} */
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
        return StepExecutions.synchronousNonBlockingVoid(context, c -> mark(c));
    }

    private void mark(StepContext context) throws Exception {
        FlowNode node = context.get(FlowNode.class);
        node.addOrReplaceAction(new LabelAction(reason));
        if (status.equals(SKIPPED)) {
            List<? extends FlowNode> around = node.getEnclosingBlocks();
            if (!around.isEmpty()) {
                TagsAction tags = new TagsAction();
                tags.addTag(StageStatus.TAG_NAME, StageStatus.getSkippedForConditional());
                around.get(0).addOrReplaceAction(tags);
            }
        } else {
            node.addOrReplaceAction(new WarningAction(Result.fromString(status)).withMessage(reason));
        }
        context.get(TaskListener.class).getLogger().println(reason);
    }

    /** What the step is called. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super("mergeabilityMark", Messages.MarkStep_displayName());
        }
    }
}
