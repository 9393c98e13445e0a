package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import java.io.IOException;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.flow.StepListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Finds the flow node of a step that the script is about to call. The thread of a pipeline does not switch to another
 * branch between {@link #expect} and the call.
 */
@Extension
public final class StepNodes implements StepListener {

    private static final ThreadLocal<Consumer<String>> EXPECTED = new ThreadLocal<>();

    /** Passes on the flow node id of the next step that this thread calls. */
    static void expect(Consumer<String> nodeId) {
        EXPECTED.set(nodeId);
    }

    @Override
    public void notifyOfNewStep(Step step, StepContext context) {
        Consumer<String> expected = EXPECTED.get();
        if (expected == null) {
            return;
        }
        EXPECTED.remove();
        try {
            FlowNode node = context.get(FlowNode.class);
            if (node != null) {
                expected.accept(node.getId());
            }
        } catch (IOException e) {
            // the log is not linked
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
