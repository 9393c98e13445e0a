package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;

/**
 * The components that a change in a component's own paths also builds, although they do not depend on it.
 *
 * @param everything whether it is every component
 * @param components their names, sorted, if it is not every component
 */
public record Affects(boolean everything, List<String> components) {

    /** No other component. */
    public static final Affects NOTHING = new Affects(false, List.of());

    /** Every component. */
    public static final Affects EVERYTHING = new Affects(true, List.of());

    public Affects {
        components = NameRules.sorted(components);
    }
}
