package io.jenkins.plugins.mergeability.step;

import io.jenkins.plugins.mergeability.dispatch.JobStatusStore;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.Set;

/**
 * Stores the status of jobs and branches in the record of a build.
 *
 * @param record the record
 */
record BuildRecordStore(BuildRecord record) implements JobStatusStore {

    @Override
    public JobRecord job(JobKey job) {
        return record.job(job);
    }

    @Override
    public void started(JobKey job, String branch, String agent) {
        record.started(job, branch, agent);
    }

    @Override
    public void setStatus(JobKey job, JobStatus status, String why, boolean flaky) {
        if (status == JobStatus.WAITING) {
            record.requeued(job, why);
        } else {
            record.ended(job, status, why, flaky);
        }
    }

    @Override
    public Set<String> closedBranches() {
        return record.closedBranches();
    }

    @Override
    public void branchClosed(String branch) {
        record.branchClosed(branch);
    }
}
