package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The jobs of a build that have not ended, in the order in which they should start. Not thread-safe. */
final class OpenJobs {

    private final JobStatusStore store;
    private final NeedStates needs;

    /** The places of jobs in the order, also of those that have ended. */
    private final Map<JobKey, Integer> places = new HashMap<>();

    private final TreeMap<Integer, PlannedJob> open = new TreeMap<>();

    /** The jobs for which another one leaves files in its workspace that it does not declare, by the other one. */
    private final Map<JobKey, List<PlannedJob>> dependents = new HashMap<>();

    /** The jobs that may find such files in the workspace of a branch, by the branch. */
    private final Map<String, Map<JobKey, PlannedJob>> held = new HashMap<>();

    /** @param planned all jobs of the plan */
    OpenJobs(JobStatusStore store, NeedStates needs, Collection<PlannedJob> planned) {
        this.store = store;
        this.needs = needs;
        for (PlannedJob job : planned) {
            for (JobKey need : job.needs()) {
                if (needs.mayHold(need, job)) {
                    dependents.computeIfAbsent(need, key -> new ArrayList<>()).add(job);
                }
            }
        }
    }

    /** Adds a job after all others, or at the place that it had; one that has ended only gets its place. */
    void add(PlannedJob job) {
        int place = places.computeIfAbsent(job.key(), key -> places.size());
        if (store.job(job.key()).status().finished()) {
            return;
        }
        open.put(place, job);
        for (JobKey need : job.needs()) {
            if (store.job(need).status() == JobStatus.PASSED && needs.mayHold(need, job)) {
                hold(store.job(need).branch(), job);
            }
        }
    }

    /** A job has ended. */
    void ended(JobKey job) {
        Integer place = places.get(job);
        if (place != null) {
            open.remove(place);
        }
        JobRecord now = store.job(job);
        if (now.status() == JobStatus.PASSED) {
            dependents.getOrDefault(job, List.of()).forEach(dependent -> hold(now.branch(), dependent));
        }
    }

    private void hold(String branch, PlannedJob job) {
        if (places.containsKey(job.key())) {
            held.computeIfAbsent(branch, name -> new HashMap<>()).put(job.key(), job);
        }
    }

    /** All of them. */
    Collection<PlannedJob> all() {
        return Collections.unmodifiableCollection(open.values());
    }

    /** Those that find in the workspace of a branch what another job left there. */
    List<PlannedJob> heldBy(String branch) {
        Map<JobKey, PlannedJob> found = held.getOrDefault(branch, Map.of());
        if (found.isEmpty()) {
            return List.of();
        }
        found.keySet().removeIf(job -> store.job(job).status().finished());
        return found.values().stream()
                .filter(job -> needs.isHeld(branch, job))
                .sorted(Comparator.comparing(job -> places.get(job.key())))
                .toList();
    }
}
