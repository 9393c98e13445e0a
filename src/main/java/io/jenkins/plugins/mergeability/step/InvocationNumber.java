package io.jenkins.plugins.mergeability.step;

import hudson.model.InvisibleAction;
import java.io.IOException;
import java.util.OptionalInt;
import org.jenkinsci.plugins.workflow.actions.PersistentAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;

/** Which call of the step a block of the pipeline's graph belongs to: what is inside of it is ours, and nothing else. */
final class InvocationNumber extends InvisibleAction implements PersistentAction {

    private final int number;

    private InvocationNumber(int number) {
        this.number = number;
    }

    /** Says of the innermost call around a node which one it is. */
    static void put(FlowNode inside, int number) throws IOException {
        BlockStartNode block = around(inside);
        if (block != null) {
            block.addOrReplaceAction(new InvocationNumber(number));
            block.save();
        }
    }

    /** Which call a node belongs to, if it belongs to one that has a plan. */
    static OptionalInt of(FlowNode inside) {
        BlockStartNode block = around(inside);
        InvocationNumber call = block == null ? null : block.getAction(InvocationNumber.class);
        return call == null ? OptionalInt.empty() : OptionalInt.of(call.number);
    }

    private static BlockStartNode around(FlowNode inside) {
        for (BlockStartNode block : inside.iterateEnclosingBlocks()) {
            if (block instanceof StepNode step && step.getDescriptor() instanceof BuildComponentsStep.DescriptorImpl) {
                return block;
            }
        }
        return null;
    }
}
