package io.jenkins.plugins.mergeability.step;

import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Lets builds go on whose controller was killed while a step started. Jenkins saves the program of a pipeline when a step has
 * started, and a moment later the build, with the node of the step as the head of its graph. If it is killed in between, the
 * head is older than the step. Then Jenkins takes the node of the step for a finished one and gives the step no log: {@code sh}
 * asks for it forever, other steps fail. Here the node of the step becomes the head again.
 *
 * <p>Builds without steps of this plugin stay as they are.
 */
@Extension(ordinal = ResumedHeads.BEFORE_STEPS_RESUME)
public final class ResumedHeads extends FlowExecutionListener {

    static final double BEFORE_STEPS_RESUME = 1000;

    private static final Logger LOGGER = Logger.getLogger(ResumedHeads.class.getName());

    /** How many nodes a head may be away from a step. A step that starts adds one, and the end of blocks before it a few more. */
    private static final int MAX_DISTANCE = 100;

    /** How many numbers may be missing between two nodes: the heads of parallel branches have numbers of their own. */
    static final int MAX_GAP = 1000;

    @Override
    public void onResumed(@NonNull FlowExecution execution) {
        if (execution instanceof CpsFlowExecution pipeline) {
            ListenableFuture<List<StepExecution>> steps = pipeline.getCurrentExecutions(false);
            // Called by the thread of the pipeline, before Jenkins resumes the steps.
            steps.addListener(() -> resumed(pipeline, steps), Runnable::run);
        }
    }

    private static void resumed(CpsFlowExecution pipeline, ListenableFuture<List<StepExecution>> steps) {
        try {
            List<StepExecution> all = steps.get();
            if (all.stream().anyMatch(TrustedScript.class::isInstance)) {
                skipIdentifiers(pipeline);
                // The node of such a step is never active: it is no block, but other nodes follow it while it runs.
                Set<FlowNode> active = active(pipeline);
                all.stream()
                        .filter(step -> !(step instanceof TrustedScript))
                        .forEach(step -> resumed(pipeline, step, active));
            }
        } catch (ExecutionException e) {
            LOGGER.log(Level.FINE, "Jenkins reports why a build cannot be loaded", e);
        } catch (IOException | ReflectiveOperationException e) {
            LOGGER.log(Level.WARNING, pipeline + " may not go on after the restart", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void resumed(CpsFlowExecution pipeline, StepExecution step, Set<FlowNode> active) {
        try {
            FlowNode node = step.getContext().get(FlowNode.class);
            if (node != null && !active.contains(node)) {
                correct(pipeline, node);
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            LOGGER.log(Level.WARNING, pipeline + " cannot go on with a step", e);
            step.getContext().onFailure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The counter of the identifiers of nodes was saved with the heads: a new node must not replace one that exists. */
    private static void skipIdentifiers(CpsFlowExecution pipeline) throws IOException, ReflectiveOperationException {
        int counter = (int) Head.call(pipeline, "iota");
        int last = counter;
        for (int id = counter; id <= last + MAX_GAP; id++) {
            if (pipeline.getNode(String.valueOf(id)) != null) {
                last = id;
            }
        }
        while (counter < last) {
            counter = (int) Head.call(pipeline, "iota");
        }
    }

    private static void correct(CpsFlowExecution pipeline, FlowNode node)
            throws IOException, ReflectiveOperationException {
        // Steps are in the order of their threads and heads in that of their numbers, so that each gets its own.
        for (Head head : Head.all(pipeline)) {
            if (node instanceof BlockStartNode && isBefore(node, head.node())) {
                // The block had ended, and others may have begun since and wait in the queue: Jenkins ends the build.
                return;
            }
            if (isBefore(head.node(), node) || isBefore(node, head.node())) {
                head.set(node);
                LOGGER.log(Level.INFO, "{0} goes on at node {1}; Jenkins had saved node {2} as its head", new Object[] {
                    pipeline, node.getId(), head.node().getId()
                });
                return;
            }
        }
        throw new IOException("the controller was killed while " + node.getDisplayFunctionName()
                + " started, and the build was saved without it");
    }

    /** The heads of a pipeline and the blocks around them. {@link FlowNode#isActive} would remember what it finds here. */
    private static Set<FlowNode> active(CpsFlowExecution pipeline) {
        Set<FlowNode> active = new HashSet<>();
        for (FlowNode head : pipeline.getCurrentHeads()) {
            Optional<FlowNode> at = Optional.of(head);
            while (at.isPresent() && active.add(at.get())) {
                do {
                    at = at.flatMap(ResumedHeads::before);
                } while (at.isPresent() && !(at.get() instanceof BlockStartNode));
            }
        }
        return active;
    }

    /** The node before a node, or before the block that it ends. */
    private static Optional<FlowNode> before(FlowNode node) {
        FlowNode start = node instanceof BlockEndNode<?> end ? end.getStartNode() : node;
        return start.getParents().stream().findFirst();
    }

    /** Whether a node is among the nodes before another one. */
    private static boolean isBefore(FlowNode node, FlowNode later) {
        FlowNode at = later;
        for (int i = 0; i < MAX_DISTANCE && !at.getParents().isEmpty(); i++) {
            at = at.getParents().get(0);
            if (at.equals(node)) {
                return true;
            }
        }
        return false;
    }

    /** A head of a pipeline. Jenkins has no public interface to correct it, so this uses the one for its own loading. */
    private record Head(Object head, FlowNode node) {

        static List<Head> all(CpsFlowExecution pipeline) throws ReflectiveOperationException {
            int count = pipeline.getCurrentHeads().size();
            List<Head> all = new ArrayList<>();
            for (int id = 1; all.size() < count; id++) {
                Object head = pipeline.getFlowHead(id);
                if (head != null) {
                    all.add(new Head(head, (FlowNode) call(head, "get")));
                }
            }
            return all;
        }

        void set(FlowNode node) throws ReflectiveOperationException {
            Method method = head.getClass().getDeclaredMethod("setForDeserialize", FlowNode.class);
            method.setAccessible(true);
            method.invoke(head, node);
        }

        static Object call(Object object, String name) throws ReflectiveOperationException {
            Method method = object.getClass().getDeclaredMethod(name);
            method.setAccessible(true);
            return method.invoke(object);
        }
    }
}
