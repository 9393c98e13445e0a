package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;

/** Stores the status of the jobs of a plan. It outlives a restart; a dispatcher does not. */
public interface JobStatusStore {

    /** The current record of a job of the plan. */
    JobRecord job(JobKey job);

    /** A branch of the pipeline has started a job on an agent. */
    void started(JobKey job, String branch, String agent);

    /** A job lost its agent and waits for another. */
    void requeued(JobKey job, String why);

    /** A job has ended, or will not run. */
    void ended(JobKey job, JobStatus status, String why, boolean flaky);
}
