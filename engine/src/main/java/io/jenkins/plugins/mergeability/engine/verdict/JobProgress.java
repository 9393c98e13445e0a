package io.jenkins.plugins.mergeability.engine.verdict;

/** How far a job has come, as far as a verdict is concerned. There is no way to say that a job which did not run is fine. */
public enum JobProgress {
    /** It ran for these inputs, now or before, and passed. */
    PASSED,
    /** It ran and failed. */
    FAILED,
    /** It waits, runs, was interrupted, or could not run because of another job. */
    UNFINISHED
}
