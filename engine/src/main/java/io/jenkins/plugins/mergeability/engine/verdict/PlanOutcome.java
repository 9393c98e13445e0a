package io.jenkins.plugins.mergeability.engine.verdict;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has become of the plan for the newest commit of a pull request. */
public sealed interface PlanOutcome {

    /** There is no plan yet, but there will be. */
    record Unknown() implements PlanOutcome {}

    /**
     * There is no plan, and nobody is making one.
     *
     * @param why the reason in a line, such as the first problem of the map; cut where it is too long
     */
    record Impossible(String why) implements PlanOutcome {}

    /**
     * There is a plan.
     *
     * @param jobs every job of the plan that has to pass, with its result; a job that may fail is not among them
     * @param over whether the build has ended, so that what is unfinished stays unfinished
     */
    record Known(Map<JobKey, JobProgress> jobs, boolean over) implements PlanOutcome {

        public Known {
            SortedMap<JobKey, JobProgress> sorted = new TreeMap<>(jobs);
            jobs = Collections.unmodifiableSortedMap(sorted);
        }

        /** The names of the jobs with this result, sorted. */
        public List<String> names(JobProgress result) {
            List<String> names = new ArrayList<>();
            for (Map.Entry<JobKey, JobProgress> job : jobs.entrySet()) {
                if (job.getValue() == result) {
                    names.add(job.getKey().toString());
                }
            }
            return names;
        }
    }
}
