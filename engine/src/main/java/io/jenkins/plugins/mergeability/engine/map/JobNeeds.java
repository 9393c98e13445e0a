package io.jenkins.plugins.mergeability.engine.map;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds the jobs that a job needs at any depth. */
public final class JobNeeds {

    private JobNeeds() {}

    /**
     * The jobs on platforms that must have passed before a job: on the platform that the need names, or else on the job's own
     * platform where they run there, or all. Jobs that the map does not have are left out.
     */
    public static List<JobKey> direct(ComponentMap map, JobKey key) {
        Job job = job(map, key.ref());
        List<Need> written = job == null ? List.of() : job.settings().needs();
        if (written.isEmpty()) {
            return List.of();
        }
        List<JobKey> needs = new ArrayList<>(written.size());
        JobRef last = null;
        for (Need need : written) {
            Job needed = job(map, need.ref());
            if (needed != null) {
                boolean again = need.ref().equals(last);
                for (Optional<String> platform : platforms(need, needed, key.platform())) {
                    JobKey found = new JobKey(need.ref().component(), need.ref().job(), platform);
                    // Needs are sorted, so that only those of the same job can lead to the same key.
                    if (!again || !needs.contains(found)) {
                        needs.add(found);
                    }
                }
                last = need.ref();
            }
        }
        return Collections.unmodifiableList(needs);
    }

    private static List<Optional<String>> platforms(Need need, Job needed, Optional<String> own) {
        List<Optional<String>> platforms = needed.platforms();
        if (platforms.contains(need.platform()) && need.platform().isPresent()) {
            return List.of(need.platform());
        }
        return platforms.contains(own) ? List.of(own) : platforms;
    }

    private static Job job(ComponentMap map, JobRef ref) {
        Component component = map.components().get(ref.component());
        return component == null ? null : component.jobs().get(ref.job());
    }

    /**
     * All jobs that a job needs, at any depth.
     *
     * @param needs the jobs that a job needs directly
     */
    public static Set<JobKey> of(JobKey job, Function<JobKey, ? extends Iterable<JobKey>> needs) {
        return of(job, needs, need -> true);
    }

    /**
     * The jobs that a job needs directly, and those that they need in turn as far as the search goes on.
     *
     * @param needs the jobs that a job needs directly
     * @param goOn whether to search for what a job that was found needs
     */
    public static Set<JobKey> of(
            JobKey job, Function<JobKey, ? extends Iterable<JobKey>> needs, Predicate<JobKey> goOn) {
        Set<JobKey> found = new LinkedHashSet<>();
        ArrayDeque<JobKey> open = new ArrayDeque<>();
        open.add(job);
        while (!open.isEmpty()) {
            for (JobKey need : needs.apply(open.remove())) {
                if (found.add(need) && goOn.test(need)) {
                    open.add(need);
                }
            }
        }
        return found;
    }
}
