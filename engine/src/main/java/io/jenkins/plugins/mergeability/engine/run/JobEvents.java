package io.jenkins.plugins.mergeability.engine.run;

/** Receives the events of a running job. */
interface JobEvents {

    void commandStarts(JobRun job, String name, String command);

    void commandEnded(JobRun job, CommandResult result);

    void jobEnded(JobRun job, JobResult result);
}
