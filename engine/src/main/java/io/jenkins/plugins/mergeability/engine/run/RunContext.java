package io.jenkins.plugins.mergeability.engine.run;

import java.util.List;

/**
 * What the parts of a run share.
 *
 * @param loop the thread on which everything happens
 * @param timers what wakes it
 * @param trees what ends processes
 * @param launcher what makes processes
 */
record RunContext(Loop loop, Timers timers, TreeEnder trees, Launcher launcher) {

    /** Lets none of the executions start any more, ends what they have started, and calls back on the run's thread. */
    void end(List<Execution> executions, TreeEnder.Done done) {
        for (Execution execution : executions) {
            execution.forbid();
        }
        trees.end(executions, (ended, surviving) -> loop.post(() -> done.done(ended, surviving)));
    }
}
