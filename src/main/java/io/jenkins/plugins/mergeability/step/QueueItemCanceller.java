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

/** Ends the waiting for agents of branches for which there is nothing left to do. */
final class QueueItemCanceller {

    private QueueItemCanceller() {}

    /** Ends those of one call; other waiting for agents in the same build is none of our business. */
    static void cancel(Run<?, ?> run, int number, JobDispatcher work) throws IOException, InterruptedException {
        for (Queue.Item item : Queue.getInstance().getItems()) {
            if (item.task instanceof ExecutorStepExecution.PlaceholderTask task
                    && run.equals(task.runForDisplay())
                    && spare(task.getNode(), number, work)) {
                Queue.getInstance().cancel(item);
            }
        }
    }

    private static boolean spare(FlowNode node, int number, JobDispatcher work) {
        if (node == null || InvocationNumber.of(node).orElse(0) != number) {
            return false;
        }
        for (BlockStartNode block : node.iterateEnclosingBlocks()) {
            ThreadNameAction name = block.getAction(ThreadNameAction.class);
            if (name != null) {
                return work.isSpare(UniqueNames.lane(name.getThreadName(), number));
            }
        }
        return false;
    }
}
