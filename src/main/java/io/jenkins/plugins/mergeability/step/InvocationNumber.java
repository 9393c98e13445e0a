package io.jenkins.plugins.mergeability.step;

import hudson.model.InvisibleAction;
import java.io.IOException;
import java.util.OptionalInt;
import org.jenkinsci.plugins.workflow.actions.PersistentAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;

/** The number of a call of the step, on the call's block in the pipeline's graph. */
final class InvocationNumber extends InvisibleAction implements PersistentAction {

    private final int number;

    private InvocationNumber(int number) {
        this.number = number;
    }

    /** Sets the number of the innermost call around a node. */
    static void set(FlowNode inside, int number) throws IOException {
        BlockStartNode block = callAround(inside);
        if (block != null) {
            block.addOrReplaceAction(new InvocationNumber(number));
            block.save();
        }
    }

    /** The number of the innermost call around a node, if it has a plan. */
    static OptionalInt of(FlowNode inside) {
        BlockStartNode block = callAround(inside);
        InvocationNumber call = block == null ? null : block.getAction(InvocationNumber.class);
        return call == null ? OptionalInt.empty() : OptionalInt.of(call.number);
    }

    private static BlockStartNode callAround(FlowNode inside) {
        for (BlockStartNode block : inside.iterateEnclosingBlocks()) {
            if (block instanceof StepNode step && step.getDescriptor() instanceof BuildComponentsStep.DescriptorImpl) {
                return block;
            }
        }
        return null;
    }
}
