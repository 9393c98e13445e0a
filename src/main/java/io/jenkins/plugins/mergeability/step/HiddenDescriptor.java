package io.jenkins.plugins.mergeability.step;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The descriptor of a step that only {@code ComponentsScript} calls, and no author of a pipeline is offered. */
abstract class HiddenDescriptor extends StepDescriptor {

    private final String function;
    private final String words;

    HiddenDescriptor(String function, String words) {
        this.function = function;
        this.words = words;
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getDisplayName() {
        return words;
    }

    @Override
    public boolean isAdvanced() {
        return true;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }
}
