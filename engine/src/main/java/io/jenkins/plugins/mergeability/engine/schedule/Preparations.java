package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The jobs that have to run where a job runs, before it, as they do not say what they leave for it: those that it needs
 * without {@code outputs}, of its component, platform, agent label and occasion. Of all others without {@code outputs}
 * it finds nothing.
 */
public final class Preparations {

    private final Function<JobKey, List<JobKey>> needs;
    private final Function<JobKey, Job> jobs;
    private final Predicate<JobKey> failed;

    /**
     * The preparations of the jobs of a plan.
     *
     * @param needs the jobs that a job needs directly
     * @param jobs what the map says of a job
     * @param failed whether a job has failed, so that nothing is found of it
     */
    public Preparations(Function<JobKey, List<JobKey>> needs, Function<JobKey, Job> jobs, Predicate<JobKey> failed) {
        this.needs = needs;
        this.jobs = jobs;
        this.failed = failed;
    }

    /** The preparations of a job, in the order in which they run. */
    public List<JobKey> of(JobKey job) {
        List<JobKey> all = new ArrayList<>();
        add(job, job, all);
        return all;
    }

    private void add(JobKey job, JobKey of, List<JobKey> all) {
        for (JobKey need : needs.apply(of)) {
            if (!all.contains(need)
                    && !failed.test(need)
                    && isPreparation(need, jobs.apply(need), job, jobs.apply(job))) {
                add(job, need, all);
                all.add(need);
            }
        }
    }

    /** Whether a job that another one needs has to run where that one runs. */
    public static boolean isPreparation(JobKey need, Job needed, JobKey job, Job dependent) {
        return needed.settings().files().outputs().isEmpty()
                && need.component().equals(job.component())
                && need.platform().equals(job.platform())
                && needed.settings().agent().equals(dependent.settings().agent())
                && needed.settings().when() == dependent.settings().when();
    }
}
