package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what {@code needs: ^job} stands for: that job of the nearest components along {@code dependsOn} that have it. */
final class NearestJobs {

    private final Map<String, List<String>> dependencies = new HashMap<>();
    private final Map<String, Set<String>> jobs = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    /** Adds a component with the components it depends on and the names of its jobs. */
    void add(String component, List<String> dependsOn, Set<String> names) {
        dependencies.put(component, dependsOn);
        jobs.put(component, names);
        known.addAll(names);
    }

    /** The names of all jobs. */
    Set<String> names() {
        return known;
    }

    /**
     * The nearest jobs of a name, at each path through the dependencies.
     *
     * @param needing the job that needs them
     * @param starts the components that its component or the job itself depends on
     */
    List<JobRef> of(JobRef needing, Collection<String> starts, String job) {
        List<JobRef> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            String component = open.remove();
            if (!seen.add(component)) {
                continue;
            }
            JobRef ref = new JobRef(component, job);
            if (jobs.getOrDefault(component, Set.of()).contains(job)) {
                if (!ref.equals(needing)) {
                    found.add(ref);
                }
            } else if (!component.equals(needing.component())) {
                open.addAll(dependencies.getOrDefault(component, List.of()));
            }
        }
        return found;
    }
}
