package io.jenkins.plugins.mergeability.engine.map;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The components of a repository: their paths, their dependencies and their jobs. A map is always valid: every name in
 * it resolves, and neither {@code dependsOn} nor {@code needs} has a cycle.
 *
 * @param unmapped the effect of a changed path that no component claims
 * @param ignore globs of paths that never cause a build
 * @param lockfiles paths of the lock files of which only the entries count that lead from a component, sorted
 * @param components the components, sorted by name
 * @param environments where components are deployed, by name, in the order of the map
 */
public record ComponentMap(
        Unmapped unmapped,
        List<String> ignore,
        List<String> lockfiles,
        Map<String, Component> components,
        Map<String, Environment> environments) {

    public ComponentMap {
        ignore = List.copyOf(ignore);
        lockfiles = NameRules.sorted(lockfiles);
        components = Collections.unmodifiableMap(new TreeMap<>(components));
        environments =
                environments.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(environments));
    }

    /** A map that names no lock files and has no environments. */
    public ComponentMap(Unmapped unmapped, List<String> ignore, Map<String, Component> components) {
        this(unmapped, ignore, List.of(), components, Map.of());
    }
}
