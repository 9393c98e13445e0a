package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which files are inputs of which components and jobs of a map, and which jobs need which: one answer for hashes and for
 * what a change reaches. For one thread at a time.
 */
final class InputGraph {

    private final ComponentMap map;
    private final Map<JobKey, List<JobKey>> needs = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<JobRef, Integer> selections = new HashMap<>();
    private final Map<String, Integer> exports = new HashMap<>();
    private final Map<String, List<String>> affectedBy = new HashMap<>();
    private final List<String> affectingEverything = new ArrayList<>();

    InputGraph(ComponentMap map) {
        this.map = map;
        for (Component component : map.components().values()) {
            numbers.put(component.name(), numbers.size());
            if (component.affects().everything()) {
                affectingEverything.add(component.name());
            }
            for (String target : component.affects().components()) {
                affectedBy.computeIfAbsent(target, key -> new ArrayList<>(2)).add(component.name());
            }
        }
        affectingEverything.sort(null);
        for (JobRef job : MapFiles.selecting(map)) {
            selections.put(job, selections.size());
        }
        for (String component : MapFiles.exporting(map)) {
            exports.put(component, selections.size() + exports.size());
        }
    }

    /** The number of a component, in the order of the map. */
    int number(String component) {
        return numbers.get(component);
    }

    /** How many jobs and components select files. */
    int selectors() {
        return selections.size() + exports.size();
    }

    /** The number of a job that selects its inputs, as in {@link MapFiles#selections}; -1 for any other job. */
    int selection(JobRef job) {
        return selections.getOrDefault(job, -1);
    }

    /** The number of a component that selects its exports, as in {@link MapFiles#selections}; -1 for any other one. */
    int exports(String component) {
        return exports.getOrDefault(component, -1);
    }

    /** The jobs on platforms that a job needs itself. */
    List<JobKey> needs(JobKey job) {
        List<JobKey> known = needs.get(job);
        if (known == null) {
            known = JobNeeds.direct(map, job);
            needs.put(job, known);
        }
        return known;
    }

    /**
     * Names of the components whose files are inputs of a component because they name it among those that they affect. Those
     * that affect everything are not among them.
     */
    List<String> affecting(String component) {
        return affectedBy.getOrDefault(component, List.of());
    }

    /** Names of the components whose files are inputs of all others, sorted. */
    List<String> affectingEverything() {
        return affectingEverything;
    }

    /** The position of a component among {@link #affectingEverything}; negative for any other one. */
    int affectingEverything(String component) {
        return Collections.binarySearch(affectingEverything, component);
    }
}
