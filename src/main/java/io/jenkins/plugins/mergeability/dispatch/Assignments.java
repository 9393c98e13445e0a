package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs that branches of the pipeline have: usually one each, several that run together in one step. Not thread-safe. */
final class Assignments {

    private final Map<String, List<JobKey>> jobs = new HashMap<>();
    private final Map<JobKey, String> branches = new HashMap<>();

    /** Gives a job to a branch, after those that it has. */
    void add(String branch, JobKey job) {
        if (branches.putIfAbsent(job, branch) == null) {
            jobs.computeIfAbsent(branch, name -> new ArrayList<>()).add(job);
        }
    }

    /** Takes a job from its branch, if it has one. */
    void remove(JobKey job) {
        String branch = branches.remove(job);
        if (branch != null) {
            jobs.get(branch).remove(job);
            if (jobs.get(branch).isEmpty()) {
                jobs.remove(branch);
            }
        }
    }

    /** The jobs of a branch, the first first. */
    List<JobKey> of(String branch) {
        return List.copyOf(jobs.getOrDefault(branch, List.of()));
    }

    /** The first job of a branch. */
    Optional<JobKey> first(String branch) {
        return of(branch).stream().findFirst();
    }

    /** Whether a branch has a job. */
    boolean contains(JobKey job) {
        return branches.containsKey(job);
    }

    /** All jobs that branches have. */
    Set<JobKey> all() {
        return Set.copyOf(branches.keySet());
    }

    /** The number of branches that have a job; each runs one at a time. */
    int running() {
        return jobs.size();
    }
}
