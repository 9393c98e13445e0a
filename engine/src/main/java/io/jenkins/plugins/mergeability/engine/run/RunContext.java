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
 * @param trees what ends processes
 * @param launcher what makes processes
 */
record RunContext(EventLoop loop, Timers timers, ProcessTreeTerminator trees, Launcher launcher) {

    /** Lets none of the executions start any more, ends what they have started, and calls back on the run's thread. */
    void end(List<CommandProcess> executions, ProcessTreeTerminator.Done done) {
        for (CommandProcess execution : executions) {
            execution.forbid();
        }
        trees.end(executions, (ended, surviving) -> loop.post(() -> done.done(ended, surviving)));
    }
}
