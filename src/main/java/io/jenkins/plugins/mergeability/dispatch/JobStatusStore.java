package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.Set;

/** Stores the status of the jobs and branches of a build. It outlives a restart; a dispatcher does not. */
public interface JobStatusStore {

    /** The current record of a job of the plan. */
    JobRecord job(JobKey job);

    /** A branch of the pipeline has started a job on an agent. */
    void started(JobKey job, String branch, String agent);

    /** A job has ended, will not run, or is {@link JobStatus#WAITING} again. */
    void setStatus(JobKey job, JobStatus status, String why, boolean flaky);

    /** The branches that run no more jobs. */
    Set<String> closedBranches();

    /** A branch runs no more jobs. */
    void branchClosed(String branch);
}
