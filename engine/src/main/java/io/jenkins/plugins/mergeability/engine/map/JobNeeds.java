package io.jenkins.plugins.mergeability.engine.map;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds the jobs that a job needs at any depth. */
public final class JobNeeds {

    private JobNeeds() {}

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
