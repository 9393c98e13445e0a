package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Component;
import java.util.List;

/**
 * A component, as planned.
 *
 * @param definition what the map says of it
 * @param state whether it is affected
 * @param reasons why it is affected; empty where it is not
 * @param jobs its jobs on their platforms, in the order of the map
 */
public record PlannedComponent(
        Component definition, ComponentState state, List<Reason> reasons, List<PlannedJob> jobs) {

    public PlannedComponent {
        reasons = List.copyOf(reasons);
        jobs = List.copyOf(jobs);
    }

    /** The component's name. */
    public String name() {
        return definition.name();
    }

    /** Whether the change reaches it, proven or not, or jobs of it run for others that it reaches. */
    public boolean affected() {
        return state != ComponentState.UNAFFECTED;
    }
}
