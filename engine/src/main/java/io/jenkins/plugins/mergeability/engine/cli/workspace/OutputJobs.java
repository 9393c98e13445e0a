package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the jobs of a map that have to do with outputs. */
final class OutputJobs {

    private OutputJobs() {}

    /** Whether a job declares outputs. */
    static boolean any(ComponentMap map) {
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                if (job.settings().files().hasOutputs()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The incremental jobs, and those that need them at any depth: what they find depends on earlier runs. */
    static Set<JobRef> incremental(ComponentMap map) {
        ArrayDeque<JobRef> open = new ArrayDeque<>();
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                if (job.settings().files().incremental()) {
                    open.add(new JobRef(component.name(), job.name()));
                }
            }
        }
        if (open.isEmpty()) {
            return Set.of();
        }
        Map<JobRef, List<JobRef>> dependents = dependents(map);
        Set<JobRef> found = new HashSet<>(open);
        while (!open.isEmpty()) {
            for (JobRef dependent : dependents.getOrDefault(open.remove(), List.of())) {
                if (found.add(dependent)) {
                    open.add(dependent);
                }
            }
        }
        return found;
    }

    /** For each job that any needs, the jobs that do. */
    private static Map<JobRef, List<JobRef>> dependents(ComponentMap map) {
        Map<JobRef, List<JobRef>> dependents = new HashMap<>();
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                for (JobRef need : job.settings().neededJobs()) {
                    dependents
                            .computeIfAbsent(need, key -> new ArrayList<>())
                            .add(new JobRef(component.name(), job.name()));
                }
            }
        }
        return dependents;
    }
}
