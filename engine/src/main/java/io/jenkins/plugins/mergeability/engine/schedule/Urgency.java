package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes how urgent it is that jobs start. */
public final class Urgency {

    private Urgency() {}

    /**
     * The urgency of each job the plan runs: the duration of the longest chain of jobs that starts with it, in
     * milliseconds, by past durations. Running other jobs at the same time cannot shorten that chain.
     *
     * @param durations how long jobs took the last time; 0 for others
     */
    public static Map<JobKey, Long> of(Plan plan, Map<JobKey, Duration> durations) {
        Map<JobKey, PlannedJob> jobs = new HashMap<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN) {
                    jobs.put(job.key(), job);
                }
            }
        }
        Map<JobKey, List<JobKey>> dependents = new HashMap<>();
        for (PlannedJob job : jobs.values()) {
            for (JobKey need : job.needs()) {
                if (jobs.containsKey(need)) {
                    dependents.computeIfAbsent(need, key -> new ArrayList<>()).add(job.key());
                }
            }
        }
        return urgencies(jobs, dependents, durations);
    }

    private static Map<JobKey, Long> urgencies(
            Map<JobKey, PlannedJob> jobs, Map<JobKey, List<JobKey>> dependents, Map<JobKey, Duration> durations) {
        Map<JobKey, Long> urgencies = new HashMap<>();
        Map<JobKey, Integer> open = new HashMap<>();
        Deque<JobKey> last = new ArrayDeque<>();
        for (JobKey job : jobs.keySet()) {
            open.put(job, dependents.getOrDefault(job, List.of()).size());
            if (open.get(job) == 0) {
                last.add(job);
            }
        }
        while (!last.isEmpty()) {
            JobKey job = last.poll();
            long after = 0;
            for (JobKey dependent : dependents.getOrDefault(job, List.of())) {
                after = Math.max(after, urgencies.get(dependent));
            }
            urgencies.put(job, durations.getOrDefault(job, Duration.ZERO).toMillis() + after);
            for (JobKey need : jobs.get(job).needs()) {
                if (open.containsKey(need) && open.merge(need, -1, Integer::sum) == 0) {
                    last.add(need);
                }
            }
        }
        // Jobs that need each other, which maps do not allow, are never reached; they get the lowest urgency.
        jobs.keySet().forEach(job -> urgencies.putIfAbsent(job, 0L));
        return urgencies;
    }
}
