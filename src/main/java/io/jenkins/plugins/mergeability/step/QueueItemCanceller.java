package io.jenkins.plugins.mergeability.step;

import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.dispatch.JobDispatcher;
import io.jenkins.plugins.mergeability.script.UniqueNames;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/** Cancels the queue items of branches that no longer need an agent. */
final class QueueItemCanceller {

    private QueueItemCanceller() {}

    /** Cancels those of one call of the step; other queue items of the build stay. */
    static void cancel(Run<?, ?> run, int number, JobDispatcher dispatcher) throws IOException, InterruptedException {
        for (Queue.Item item : Queue.getInstance().getItems()) {
            if (item.task instanceof ExecutorStepExecution.PlaceholderTask task
                    && run.equals(task.runForDisplay())
                    && isNeedless(task.getNode(), number, dispatcher)) {
                Queue.getInstance().cancel(item);
            }
        }
    }

    private static boolean isNeedless(FlowNode node, int number, JobDispatcher dispatcher) {
        if (node == null || InvocationNumber.of(node).orElse(0) != number) {
            return false;
        }
        for (BlockStartNode block : node.iterateEnclosingBlocks()) {
            ThreadNameAction name = block.getAction(ThreadNameAction.class);
            if (name != null) {
                return dispatcher.isBranchDone(UniqueNames.recorded(name.getThreadName(), number));
            }
        }
        return false;
    }
}
