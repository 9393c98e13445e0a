package io.jenkins.plugins.mergeability.step;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The descriptor of a step that only a script of this plugin calls; authors of pipelines do not see it. */
public abstract class HiddenDescriptor extends StepDescriptor {

    private final String function;
    private final String displayName;

    HiddenDescriptor(ScriptWord function, String displayName) {
        this(function.text(), displayName);
    }

    protected HiddenDescriptor(String function, String displayName) {
        this.function = function;
        this.displayName = displayName;
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public boolean isAdvanced() {
        return true;
    }

    /** Views show the arguments of a step; those of these steps say nothing to people. */
    @Override
    public String argumentsToString(Map<String, Object> arguments) {
        return null;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }
}
