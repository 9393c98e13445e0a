package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Orders of a map's components and jobs. Loops, not recursion: a chain of components may be longer than a stack. */
final class TopologicalOrder {

    private TopologicalOrder() {}

    /** For each component that any depends on, the components that name it in {@code dependsOn}, sorted. */
    static Map<String, List<String>> dependents(ComponentMap map) {
        Map<String, List<String>> dependents = new HashMap<>();
        for (Component component : map.components().values()) {
            for (String dependency : component.dependsOn()) {
                dependents
                        .computeIfAbsent(dependency, key -> new ArrayList<>(4))
                        .add(component.name());
            }
        }
        return dependents;
    }

    /** These components and all they depend on, each after what it depends on. */
    static List<String> components(ComponentMap map, Collection<String> names) {
        return after(names, name -> map.components().get(name).dependsOn());
    }

    /** These jobs and all they need, each after what it needs. */
    static List<JobRef> jobs(ComponentMap map, Collection<JobRef> refs) {
        return after(refs, ref -> job(map, ref).settings().neededJobs());
    }

    /** The job of that name, which the map is known to have. */
    static Job job(ComponentMap map, JobRef ref) {
        return map.components().get(ref.component()).jobs().get(ref.job());
    }

    private static <T> List<T> after(Collection<T> starts, Function<T, List<T>> before) {
        List<T> order = new ArrayList<>(starts.size());
        Set<T> seen = new HashSet<>();
        ArrayDeque<T> path = new ArrayDeque<>();
        Set<T> done = new HashSet<>();
        for (T start : starts) {
            path.push(start);
            while (!path.isEmpty()) {
                T top = path.peek();
                if (seen.add(top)) {
                    for (T next : before.apply(top)) {
                        if (!seen.contains(next)) {
                            path.push(next);
                        }
                    }
                } else {
                    path.pop();
                    if (done.add(top)) {
                        order.add(top);
                    }
                }
            }
        }
        return order;
    }
}
