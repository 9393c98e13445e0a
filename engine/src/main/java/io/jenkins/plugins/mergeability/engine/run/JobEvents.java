package io.jenkins.plugins.mergeability.engine.run;

/** What a running job tells those who started it. */
interface JobEvents {

    void commandStarts(JobRun job, String name, String command);

    void commandEnded(JobRun job, CommandResult result);

    void jobEnded(JobRun job, JobResult result);
}
