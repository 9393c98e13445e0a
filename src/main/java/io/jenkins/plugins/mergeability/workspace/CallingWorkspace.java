package io.jenkins.plugins.mergeability.workspace;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * The workspace in which the step was called.
 *
 * @param node the agent
 * @param directory the directory on it
 */
public record CallingWorkspace(Node node, FilePath directory) {

    /** Identifies it among the workspaces of a build. */
    public String id() {
        return node.getNodeName() + ":" + directory.getRemote();
    }

    /**
     * Makes sure that no other call of the build runs in it. Jenkins gives it to no other build.
     *
     * @throws AbortException if another call runs in it
     */
    public void refuseIfInUse(Run<?, ?> run) throws IOException {
        for (BuildRecord other : BuildRecords.of(run).all()) {
            if (id().equals(other.facts().workspace()) && isRunning(run, other)) {
                throw new AbortException("another call of buildComponents runs in this workspace: call one after the"
                        + " other, or each in a node step of its own");
            }
        }
    }

    private static boolean isRunning(Run<?, ?> run, BuildRecord call) throws IOException {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null;
        FlowExecution execution = owner == null ? null : owner.getOrNull();
        FlowNode planning =
                execution == null ? null : execution.getNode(call.facts().step());
        String body = planning == null ? null : planning.getEnclosingId();
        FlowNode block = body == null ? null : execution.getNode(body);
        return block != null && block.isActive();
    }
}
