package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;

/**
 * Receives the events of a run. All calls come from the thread that runs the {@link Runner}, in the order of the
 * events, and block it: an implementation returns at once. There are no events of jobs that the plan does not run.
 */
public interface RunListener {

    /** A job cannot start yet, or the reason why has changed. */
    void jobWaits(JobKey job, WaitReason wait);

    /** The first command of a job is about to start. */
    void jobStarted(JobKey job);

    /**
     * A command is about to start.
     *
     * @param name its path in the job's tree
     * @param command the text passed to the shell
     */
    void commandStarted(JobKey job, String name, String command);

    /** A command has ended, whether or not a process was started. */
    void commandEnded(JobKey job, CommandResult result);

    /** A job has ended, or will not run. */
    void jobEnded(JobResult result);

    /** Ignores all events. */
    RunListener NONE = new RunListener() {
        @Override
        public void jobWaits(JobKey job, WaitReason wait) {}

        @Override
        public void jobStarted(JobKey job) {}

        @Override
        public void commandStarted(JobKey job, String name, String command) {}

        @Override
        public void commandEnded(JobKey job, CommandResult result) {}

        @Override
        public void jobEnded(JobResult result) {}
    };
}
