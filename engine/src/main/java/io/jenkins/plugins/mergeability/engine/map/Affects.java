package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;

/**
 * Which components a change in a component's own paths also builds, though they do not depend on it.
 *
 * @param everything whether it is every component
 * @param components their names, sorted, where it is not
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
