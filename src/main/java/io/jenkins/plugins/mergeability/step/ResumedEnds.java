package io.jenkins.plugins.mergeability.step;

import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.slaves.WorkspaceList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.CauseOfInterruption;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.AgentErrorCondition;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/**
 * Lets builds go on whose controller was killed while a block or a command ended. When the body of a block has ended, Jenkins saves
 * the program of the pipeline, and ends the block itself a moment later. What it knows of the body then is only in memory, so if it
 * is killed in between, the block waits forever for a body that has ended. The nodes of the graph say how it ended; here the block
 * ends the same way. When a command has ended, Jenkins removes the files with its result, and saves that a moment later. If it is
 * killed in between, it looks for the files forever; here the command is stopped, and its job starts again.
 *
 * <p>This applies to blocks in scripts of this plugin only: they use no values that bodies return.
 */
@Extension
public final class ResumedEnds extends FlowExecutionListener {

    private static final Logger LOGGER = Logger.getLogger(ResumedEnds.class.getName());

    /** A pipeline that runs does not stay between two steps for so long. */
    private static final int SECONDS = 5;

    private static final int ROUNDS = 24;

    /** What {@code FileMonitoringTask} of the plugin Durable Task calls the directory with the files of a command. */
    private static final Pattern CONTROL_DIRECTORY = Pattern.compile("durable-[0-9a-f]+");

    @Override
    public void onResumed(@NonNull FlowExecution execution) {
        if (execution instanceof CpsFlowExecution pipeline) {
            new Watch(pipeline).schedule();
        }
    }

    /** Why a step was stopped whose body had ended. */
    private static final class KilledController extends CauseOfInterruption implements AgentErrorCondition.Retryable {

        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return Messages.ResumedEnds_killed();
        }
    }

    /** A look at the blocks of a build every few seconds, for some time after it was resumed. */
    private static final class Watch {

        private final CpsFlowExecution pipeline;
        private final Set<String> ended = new HashSet<>();
        private Set<String> before = Set.of();
        private int rounds;

        Watch(CpsFlowExecution pipeline) {
            this.pipeline = pipeline;
        }

        void schedule() {
            Timer.get().schedule(this::ask, SECONDS, TimeUnit.SECONDS);
        }

        private void ask() {
            if (pipeline.isComplete()) {
                return;
            }
            if (pipeline.isPaused()) {
                schedule();
                return;
            }
            ListenableFuture<List<StepExecution>> steps = pipeline.getCurrentExecutions(false);
            steps.addListener(() -> look(steps), Computer.threadPoolForRemoting);
        }

        private void look(ListenableFuture<List<StepExecution>> steps) {
            try {
                Steps now = new Steps(pipeline, steps.get());
                if (!now.areOfTrustedScript()) {
                    return;
                }
                Map<String, Over> over = now.over();
                for (Map.Entry<String, Over> each : over.entrySet()) {
                    if (before.contains(each.getKey()) && ended.add(each.getKey())) {
                        each.getValue().end(pipeline);
                    }
                }
                before = over.keySet();
                if (++rounds < ROUNDS) {
                    schedule();
                }
            } catch (ExecutionException | IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, pipeline + " may not go on after the restart", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The steps at which a pipeline is, with their nodes. */
    private static final class Steps {

        private final CpsFlowExecution pipeline;
        private final Map<FlowNode, StepExecution> steps = new HashMap<>();
        /** The nodes before the blocks in which there is a step. */
        private final Set<String> busy = new HashSet<>();

        private final Set<String> scripts = new HashSet<>();

        Steps(CpsFlowExecution pipeline, List<StepExecution> executions) throws IOException, InterruptedException {
            this.pipeline = pipeline;
            for (StepExecution step : executions) {
                FlowNode node = step.getContext().get(FlowNode.class);
                if (node == null) {
                    continue;
                }
                steps.put(node, step);
                if (step instanceof TrustedScript) {
                    scripts.add(node.getId());
                }
                node.getEnclosingBlocks().forEach(block -> busy.addAll(parents(block)));
            }
        }

        boolean areOfTrustedScript() {
            return !scripts.isEmpty();
        }

        /** The steps in which nothing goes on, by the identifiers of their nodes. */
        Map<String, Over> over() throws IOException, InterruptedException {
            Map<String, Over> found = new HashMap<>();
            for (Map.Entry<FlowNode, StepExecution> each : steps.entrySet()) {
                FlowNode node = each.getKey();
                StepExecution step = each.getValue();
                if (busy.contains(node.getId()) || !isOfTrustedScript(node)) {
                    continue;
                }
                boolean block = node instanceof BlockStartNode || step instanceof TrustedScript;
                if (block && !isInQueue(step, node)) {
                    List<FlowNode> bodies = bodies(node);
                    if (!bodies.isEmpty()) {
                        found.put(node.getId(), new Over(step, node, bodies));
                    }
                } else if (!block && isResultGone(step)) {
                    found.put(node.getId(), new Over(step, node, List.of()));
                }
            }
            return found;
        }

        /** Whether the directory with the files of a command is gone, while its agent is there. */
        private static boolean isResultGone(StepExecution command) throws InterruptedException {
            try {
                FilePath workspace = command.getContext().get(FilePath.class);
                FilePath files = workspace == null ? null : WorkspaceList.tempDir(workspace);
                Matcher directory = CONTROL_DIRECTORY.matcher(String.valueOf(command.getStatus()));
                return files != null
                        && directory.find()
                        && workspace.isDirectory()
                        && !files.child(directory.group()).exists();
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "the agent is not there yet", e);
                return false;
            }
        }

        private static List<String> parents(FlowNode node) {
            return node.getParents().stream().map(FlowNode::getId).toList();
        }

        private boolean isOfTrustedScript(FlowNode node) {
            return scripts.contains(node.getId())
                    || node.getEnclosingBlocks().stream()
                            .anyMatch(block -> parents(block).stream().anyMatch(scripts::contains));
        }

        private static boolean isInQueue(StepExecution step, FlowNode node) throws IOException, InterruptedException {
            if (step instanceof ExecutorStepExecution) {
                for (Queue.Item item : Queue.getInstance().getItems()) {
                    if (item.task instanceof ExecutorStepExecution.PlaceholderTask task
                            && node.equals(task.getNode())) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** The nodes with which the bodies of a step have ended; none if none has started, or one has not ended. */
        private List<FlowNode> bodies(FlowNode step) throws IOException {
            Set<String> starts = new HashSet<>();
            List<FlowNode> ends = new ArrayList<>();
            int missing = 0;
            for (int id = Integer.parseInt(step.getId()) + 1; missing < ResumedHeads.MAX_GAP; id++) {
                FlowNode node = pipeline.getNode(String.valueOf(id));
                missing = node == null ? missing + 1 : 0;
                if (node instanceof BlockStartNode && parents(node).equals(List.of(step.getId()))) {
                    starts.add(node.getId());
                } else if (node instanceof BlockEndNode<?> end
                        && starts.contains(end.getStartNode().getId())) {
                    ends.add(node);
                }
            }
            return ends.size() == starts.size() ? ends : List.of();
        }
    }

    /**
     * A step in which nothing goes on.
     *
     * @param bodies the nodes with which its bodies have ended; none for a command
     */
    private record Over(StepExecution step, FlowNode node, List<FlowNode> bodies) {

        /** Ends the step as its bodies have ended; stops a command. */
        void end(CpsFlowExecution pipeline) {
            LOGGER.log(
                    Level.INFO,
                    "{0} goes on after {1} (node {2}), which had ended when the controller was killed",
                    new Object[] {pipeline, node.getDisplayFunctionName(), node.getId()});
            Throwable error = bodies.stream()
                    .map(FlowNode::getError)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(ErrorAction::getError)
                    .orElse(null);
            if (bodies.isEmpty() || step instanceof ExecutorStepExecution) {
                // An agent that Jenkins took again when it resumed is given back by that.
                stop(
                        error != null
                                ? error
                                : new FlowInterruptedException(Result.ABORTED, false, new KilledController()));
            } else if (error != null) {
                step.getContext().onFailure(error);
            } else if (step instanceof TrustedScript) {
                step.getContext().onFailure(new AbortException(Messages.ResumedEnds_resultLost()));
            } else {
                step.getContext().onSuccess(null);
            }
        }

        private void stop(Throwable cause) {
            try {
                step.stop(cause);
            } catch (Exception e) {
                step.getContext().onFailure(e);
            }
        }
    }
}
