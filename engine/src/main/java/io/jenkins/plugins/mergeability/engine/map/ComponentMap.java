package io.jenkins.plugins.mergeability.engine.map;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** Whether a job has to pass on every configured platform. */
    public boolean hasAllPlatforms() {
        return onAllPlatforms().isPresent();
    }

    /** The platforms of a job that is for all of them; none if there is no such job. */
    public List<String> allPlatforms() {
        Optional<Job> job = onAllPlatforms();
        return job.isPresent() ? job.get().settings().platforms() : List.of();
    }

    /** The names of the platforms that jobs name, sorted. */
    public List<String> namedPlatforms() {
        SortedSet<String> named = new TreeSet<>();
        for (Component component : components.values()) {
            for (Job job : component.jobs().values()) {
                if (!job.settings().allPlatforms()) {
                    named.addAll(job.settings().platforms());
                }
            }
        }
        return List.copyOf(named);
    }

    /**
     * This map with the platforms of the jobs that are for all of them. A map that has been read does not have them yet.
     *
     * @param configured the names of the platforms, at least one
     */
    public ComponentMap withPlatforms(List<String> configured) {
        if (!hasAllPlatforms()) {
            return this;
        }
        Map<String, Component> changed = new TreeMap<>();
        components.forEach((name, component) -> {
            Map<String, Job> jobs = new LinkedHashMap<>();
            component.jobs().forEach((key, job) -> jobs.put(key, job.withPlatforms(configured)));
            changed.put(
                    name,
                    new Component(
                            name,
                            component.root(),
                            component.files(),
                            component.dependsOn(),
                            component.affects(),
                            jobs,
                            component.position()));
        });
        return new ComponentMap(unmapped, ignore, lockfiles, changed, environments);
    }

    // Loops: every plan asks, and a stream for each component takes longer than all the rest in a short-lived process.
    private Optional<Job> onAllPlatforms() {
        for (Component component : components.values()) {
            for (Job job : component.jobs().values()) {
                if (job.settings().allPlatforms()) {
                    return Optional.of(job);
                }
            }
        }
        return Optional.empty();
    }
}
