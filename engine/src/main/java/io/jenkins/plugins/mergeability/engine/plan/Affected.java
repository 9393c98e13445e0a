package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a change affects: the jobs whose inputs differ between the state it starts from and the state it leads to, and
 * the components of which a job, the content or the definition does. Each such component has its reasons.
 */
final class Affected {

    private final SortedMap<String, List<Reason>> reasons = new TreeMap<>();
    private final Set<JobKey> jobs = new HashSet<>();

    private Affected() {}

    /** Every component is affected, with all its jobs, for one and the same reason. */
    static Affected everything(ComponentMap map, Reason reason) {
        Affected affected = new Affected();
        for (Component component : map.components().values()) {
            affected.add(component.name(), reason);
            affected.jobs.addAll(keys(component));
        }
        return affected;
    }

    /**
     * The components of jobs requested by name, and of all the jobs they need.
     *
     * @param requested the jobs requested
     * @param all these and all they need
     */
    static Affected requested(ComponentMap map, Set<JobRef> requested, Collection<JobRef> all) {
        Affected affected = new Affected();
        Set<String> named = new TreeSet<>();
        for (JobRef job : requested) {
            named.add(job.component());
        }
        for (String name : named) {
            affected.add(name, Reason.of(Reason.Kind.REQUESTED, ""));
        }
        for (JobRef job : new TreeSet<>(all)) {
            for (Optional<String> platform : TopologicalOrder.job(map, job).platforms()) {
                affected.jobs.add(new JobKey(job.component(), job.job(), platform));
            }
            for (JobRef needed : TopologicalOrder.job(map, job).settings().neededJobs()) {
                if (!named.contains(needed.component())) {
                    affected.add(needed.component(), Reason.of(Reason.Kind.NEEDED_BY, job.component()));
                }
            }
        }
        return affected;
    }

    /** What differs between two states of a repository. */
    static Affected by(InputDifferences differences) {
        Affected affected = new Affected();
        for (Component component : differences.map().components().values()) {
            List<JobKey> reached = keys(component);
            reached.removeIf(job -> !differences.job(job));
            if (!reached.isEmpty() || differences.content(component.name()) || differences.redefined(component)) {
                affected.jobs.addAll(reached);
                affected.reasons.put(component.name(), differences.reasons(component, reached));
            }
        }
        return affected;
    }

    /** Adds a reason for a component, once. */
    void add(String component, Reason reason) {
        List<Reason> known = reasons.get(component);
        if (known == null) {
            known = new ArrayList<>(2);
            reasons.put(component, known);
        }
        if (!known.contains(reason)) {
            known.add(reason);
        }
    }

    /** The affected components with their reasons, sorted by name; the most direct reason comes first. */
    SortedMap<String, List<Reason>> reasons() {
        return Collections.unmodifiableSortedMap(reasons);
    }

    /** The reasons of a component; empty if it is not affected. */
    List<Reason> reasons(String component) {
        return reasons.getOrDefault(component, List.of());
    }

    /** The affected jobs. */
    Set<JobKey> jobs() {
        return Collections.unmodifiableSet(jobs);
    }

    /** The jobs of a component, each on each of its platforms. */
    static List<JobKey> keys(Component component) {
        List<JobKey> keys = new ArrayList<>();
        for (Job job : component.jobs().values()) {
            for (Optional<String> platform : job.platforms()) {
                keys.add(new JobKey(component.name(), job.name(), platform));
            }
        }
        return keys;
    }

    /** The jobs of a map, in its order. */
    static List<JobRef> jobs(ComponentMap map) {
        List<JobRef> jobs = new ArrayList<>();
        for (Component component : map.components().values()) {
            for (String job : component.jobs().keySet()) {
                jobs.add(new JobRef(component.name(), job));
            }
        }
        return jobs;
    }
}
