package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import io.jenkins.plugins.mergeability.engine.run.process.CommandProcess;
import io.jenkins.plugins.mergeability.engine.run.process.EventLoop;
import io.jenkins.plugins.mergeability.engine.run.process.Launcher;
import io.jenkins.plugins.mergeability.engine.run.process.ProcessTreeTerminator;
import io.jenkins.plugins.mergeability.engine.run.process.Timers;
import java.util.List;

/**
 * What the jobs of a run share.
 *
 * @param loop the event loop of the run
 * @param timers the timers of the run
 * @param terminator ends processes
 * @param launcher creates processes
 * @param files reads and copies files
 * @param outputs puts outputs in place and keeps them
 */
record RunContext(
        EventLoop loop,
        Timers timers,
        ProcessTreeTerminator terminator,
        Launcher launcher,
        FileWorkers files,
        RunOutputs outputs) {

    /** Prevents the processes from starting, ends those that have started, and calls back on the run's thread. */
    void end(List<CommandProcess> processes, ProcessTreeTerminator.Callback callback) {
        for (CommandProcess process : processes) {
            process.preventStart();
        }
        terminator.end(processes, (ended, surviving) -> loop.post(() -> callback.terminated(ended, surviving)));
    }
}
