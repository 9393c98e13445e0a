package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.When;
import java.util.List;

/**
 * Which jobs run for a change, which are proven already, which are unaffected, and why.
 *
 * @param occasion what the plan is for
 * @param base the commit the change starts from, or empty where there is none
 * @param head the commit that is planned, followed by {@code +} where uncommitted changes are part of it; empty before the first commit
 * @param components every component of the map, sorted by name
 * @param unclaimed changed paths that no component claims and that are not ignored
 * @param notes what a reader should know of how the plan came about, such as why everything is affected
 */
public record Plan(
        When occasion,
        String base,
        String head,
        List<PlannedComponent> components,
        ChangedFiles.Paths unclaimed,
        List<String> notes) {

    public Plan {
        components = List.copyOf(components);
        notes = List.copyOf(notes);
    }

    /** The sorted names of the components the change reaches, proven ones included. */
    public List<String> affected() {
        return components.stream()
                .filter(component -> component.affected() && component.state() != ComponentState.NEEDED)
                .map(PlannedComponent::name)
                .toList();
    }

    /** The component of that name, which the map is known to have. */
    public PlannedComponent component(String name) {
        for (PlannedComponent component : components) {
            if (component.name().equals(name)) {
                return component;
            }
        }
        throw new IllegalArgumentException("the plan has no component " + name);
    }
}
