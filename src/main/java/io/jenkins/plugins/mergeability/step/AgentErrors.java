package io.jenkins.plugins.mergeability.step;

import java.io.IOException;
import java.util.Arrays;
import org.jenkinsci.plugins.workflow.cps.steps.ParallelStep;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;
import org.jenkinsci.plugins.workflow.support.steps.AgentErrorCondition;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/** Tells what an exception means: whose fault it is that something ended. */
final class AgentErrors {

    /** The cause with which {@code parallel} ends the branches beside a failing one is its own secret. */
    private static final String PARALLEL = ParallelStep.class.getName() + "$";

    private AgentErrors() {}

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

    /** Whether that was somebody, and not a controller that could not tell what became of it. */
    static boolean cancelled(Throwable trouble) {
        return notWaitedFor(trouble)
                && trouble instanceof FlowInterruptedException interrupted
                && interrupted.isActualInterruption();
    }

    /** Whether somebody ended it who is no failing branch beside it. */
    static boolean fromOutside(Throwable trouble) {
        boolean outside = trouble instanceof FlowInterruptedException interrupted
                && !interrupted.getCauses().stream()
                        .allMatch(cause -> cause.getClass().getName().startsWith(PARALLEL));
        return outside || Arrays.stream(trouble.getSuppressed()).anyMatch(AgentErrors::fromOutside);
    }

    /** Whether a timeout ended it, or something beside it of which a parallel has kept only the first to end. */
    static boolean timeout(Throwable trouble) {
        boolean timeout = trouble instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream().anyMatch(TimeoutStepExecution.ExceededTimeout.class::isInstance);
        return timeout || Arrays.stream(trouble.getSuppressed()).anyMatch(AgentErrors::timeout);
    }
}
