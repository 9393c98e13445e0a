package io.jenkins.plugins.mergeability.engine.verdict;

/** The progress of a job, as far as a verdict needs it. A job that did not run can never count as passed. */
public enum JobProgress {
    /** The job passed, in this run or for the same inputs before. */
    PASSED,
    /** The job failed. */
    FAILED,
    /** The job waits, runs, was interrupted, or could not run because of another job. */
    UNFINISHED
}
