package io.jenkins.plugins.mergeability.step;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import io.jenkins.plugins.mergeability.dispatch.BranchLayout;
import jenkins.model.Jenkins;

/**
 * The agents of this controller.
 *
 * @param callingNode the node on which the step was called, or null if it was called outside of any
 */
record ControllerAgents(Node callingNode) implements BranchLayout.Agents {

    @Override
    public boolean hasCallingAgent() {
        return callingNode != null;
    }

    @Override
    public boolean matchesCallingAgent(String label) {
        Label parsed = parse(label);
        return callingNode != null && (parsed == null || parsed.contains(callingNode));
    }

    /** At least one, as an agent may still connect, unless the calling agent is one. */
    @Override
    public int executors(String label) {
        Label parsed = parse(label);
        if (parsed != null && !parsed.getClouds().isEmpty()) {
            return BranchLayout.MAX_BRANCHES;
        }
        int executors = 0;
        for (Computer computer : Jenkins.get().getComputers()) {
            Node node = computer.getNode();
            if (node == null || !computer.isOnline() || !computer.isAcceptingTasks()) {
                continue;
            }
            if (parsed == null ? node.getMode() == Node.Mode.NORMAL : parsed.contains(node)) {
                executors += computer.getNumExecutors() - (node == callingNode ? 1 : 0);
            }
        }
        return Math.max(matchesCallingAgent(label) ? 0 : 1, executors);
    }

    /** A label expression; null for none. */
    private static Label parse(String label) {
        return label.isEmpty() ? null : Jenkins.get().getLabel(label);
    }
}
