package io.jenkins.plugins.mergeability.step;

import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;
import org.jenkinsci.plugins.workflow.support.steps.AgentErrorCondition;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/** Tells what an exception means: whose fault it is that something ended. */
final class AgentTrouble {

    private AgentTrouble() {}

    /** Whether an agent vanished. */
    static boolean is(Throwable trouble) {
        try {
            return new AgentErrorCondition().test(trouble, null);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether somebody, or we ourselves, took the wait for an agent off the queue. */
    static boolean notWaitedFor(Throwable trouble) {
        return trouble instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream()
                        .anyMatch(ExecutorStepExecution.QueueTaskCancelled.class::isInstance);
    }

    /** Whether a timeout ended it. */
    static boolean timeout(Throwable trouble) {
        return trouble instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream().anyMatch(TimeoutStepExecution.ExceededTimeout.class::isInstance);
    }
}
