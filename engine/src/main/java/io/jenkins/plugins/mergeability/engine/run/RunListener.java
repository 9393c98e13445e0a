package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;

/**
 * Hears how a run goes on. All calls come from the thread that runs the {@link Runner}, in the order of the events, and
 * hold it up: an implementation returns at once. Jobs that the plan does not run are not spoken of.
 */
public interface RunListener {

    /** A job cannot start yet, or waits for something else than before. */
    void jobWaits(JobKey job, WaitReason wait);

    /** The first command of a job is about to start. */
    void jobStarted(JobKey job);

    /**
     * A command is about to start.
     *
     * @param name where it is in the job's tree
     * @param command the text handed to the shell
     */
    void commandStarted(JobKey job, String name, String command);

    /** A command has ended, whether or not it ever became a process. */
    void commandEnded(JobKey job, CommandResult result);

    /** A job has ended, or has turned out not to run. */
    void jobEnded(JobResult result);

    /** Hears nothing. */
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
