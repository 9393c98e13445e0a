package io.jenkins.plugins.mergeability.record;

/**
 * The status of a job.
 *
 * @param status the status
 * @param reason the reason for the status; empty where there is none to give
 * @param flaky whether something in the job failed and then passed when it was retried
 */
public record StatusRecord(JobStatus status, String reason, boolean flaky) {}
