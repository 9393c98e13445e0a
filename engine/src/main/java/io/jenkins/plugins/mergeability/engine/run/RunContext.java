package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.run.process.CommandProcess;
import io.jenkins.plugins.mergeability.engine.run.process.EventLoop;
import io.jenkins.plugins.mergeability.engine.run.process.Launcher;
import io.jenkins.plugins.mergeability.engine.run.process.ProcessTreeTerminator;
import io.jenkins.plugins.mergeability.engine.run.process.Timers;
import java.util.List;

/**
 * What the parts of a run share.
 *
 * @param loop the thread on which everything happens
 * @param timers what wakes it
 * @param terminator what ends processes
 * @param launcher what makes processes
 */
record RunContext(EventLoop loop, Timers timers, ProcessTreeTerminator terminator, Launcher launcher) {

    /** Lets none of the executions start any more, ends what they have started, and calls back on the run's thread. */
    void end(List<CommandProcess> processes, ProcessTreeTerminator.Callback callback) {
        for (CommandProcess process : processes) {
            process.preventStart();
        }
        terminator.end(processes, (ended, surviving) -> loop.post(() -> callback.terminated(ended, surviving)));
    }
}
