package io.jenkins.plugins.mergeability.step;

import io.jenkins.plugins.mergeability.dispatch.JobStatusStore;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;

/**
 * Stores the status of jobs in the record of a build.
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
    public void requeued(JobKey job, String why) {
        record.requeued(job, why);
    }

    @Override
    public void ended(JobKey job, JobStatus status, String why, boolean flaky) {
        record.ended(job, status, why, flaky);
    }
}
