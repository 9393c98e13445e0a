package io.jenkins.plugins.mergeability.engine.verdict;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The result of the plan for the newest commit of a pull request. */
public sealed interface PlanOutcome {

    /** The plan is still being prepared. */
    record Unknown() implements PlanOutcome {}

    /**
     * Planning failed.
     *
     * @param why the reason in one line, such as the first problem of the map; cut if it is too long
     */
    record Impossible(String why) implements PlanOutcome {}

    /**
     * There is a plan.
     *
     * @param jobs the jobs of the plan with their progress, without those that are allowed to fail
     * @param over whether the build has ended, so that unfinished jobs stay unfinished
     */
    record Known(Map<JobKey, JobProgress> jobs, boolean over) implements PlanOutcome {

        public Known {
            SortedMap<JobKey, JobProgress> sorted = new TreeMap<>(jobs);
            jobs = Collections.unmodifiableSortedMap(sorted);
        }

        /** The names of the jobs with this progress, sorted. */
        public List<String> names(JobProgress progress) {
            List<String> names = new ArrayList<>();
            for (Map.Entry<JobKey, JobProgress> job : jobs.entrySet()) {
                if (job.getValue() == progress) {
                    names.add(job.getKey().toString());
                }
            }
            return names;
        }
    }
}
