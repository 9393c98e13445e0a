package io.jenkins.plugins.mergeability.engine.map;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which paths of a repository belong to which component, which components depend on which, and what each runs. A map
 * is only ever made whole: every name in it resolves, and neither {@code dependsOn} nor {@code needs} has a cycle.
 *
 * @param unmapped what a changed path that no component claims leads to
 * @param ignore globs of paths that never cause a build
 * @param components the components, sorted by name
 */
public record ComponentMap(Unmapped unmapped, List<String> ignore, Map<String, Component> components) {

    public ComponentMap {
        ignore = List.copyOf(ignore);
        components = Collections.unmodifiableMap(new TreeMap<>(components));
    }
}
