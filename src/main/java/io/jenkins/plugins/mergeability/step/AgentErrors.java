package io.jenkins.plugins.mergeability.step;

import hudson.remoting.ProxyException;
import hudson.remoting.RequestAbortedException;
import java.io.IOException;
import java.util.Arrays;
import org.jenkinsci.plugins.workflow.cps.steps.ParallelStep;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;
import org.jenkinsci.plugins.workflow.support.steps.AgentErrorCondition;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/** Classifies the errors that end steps: by a lost agent, a canceled queue item, a timeout, or from outside. */
public final class AgentErrors {

    /** The prefix of the private cause with which {@code parallel} stops the siblings of a failing branch. */
    private static final String PARALLEL = ParallelStep.class.getName() + "$";

    private AgentErrors() {}

    /** Whether an agent was lost. */
    public static boolean isAgentLost(Throwable error) {
        try {
            return isCallAborted(error) || new AgentErrorCondition().test(error, null);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Whether the end of the connection ended a call to the agent, such as the start of a shell script. The agent may also have
     * failed to load a class of it over the connection.
     */
    private static boolean isCallAborted(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RequestAbortedException || isClassLoading(cause)) {
                return true;
            }
        }
        return Arrays.stream(error.getSuppressed()).anyMatch(AgentErrors::isCallAborted);
    }

    private static boolean isClassLoading(Throwable error) {
        String message = error instanceof ProxyException ? String.valueOf(error.getMessage()) : "";
        return error instanceof LinkageError
                || error instanceof ClassNotFoundException
                || message.startsWith(NoClassDefFoundError.class.getName())
                || message.startsWith(ClassNotFoundException.class.getName());
    }

    /** Whether a user, or this plugin, canceled the queue item of an agent. */
    static boolean isQueueItemCancelled(Throwable error) {
        return error instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream()
                        .anyMatch(ExecutorStepExecution.QueueTaskCancelled.class::isInstance);
    }

    /** The same, but not if the controller lost the queue item in a restart. */
    public static boolean isCancelled(Throwable error) {
        return isQueueItemCancelled(error)
                && error instanceof FlowInterruptedException interrupted
                && interrupted.isActualInterruption();
    }

    /** Whether anything but a failing sibling branch stopped it. */
    public static boolean isFromOutside(Throwable error) {
        boolean outside = error instanceof FlowInterruptedException interrupted
                && !interrupted.getCauses().stream()
                        .allMatch(cause -> cause.getClass().getName().startsWith(PARALLEL));
        return outside || Arrays.stream(error.getSuppressed()).anyMatch(AgentErrors::isFromOutside);
    }

    /** Whether a timeout stopped it, or a sibling: {@code parallel} throws one error with the others suppressed. */
    public static boolean isTimeout(Throwable error) {
        boolean timeout = error instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream().anyMatch(TimeoutStepExecution.ExceededTimeout.class::isInstance);
        return timeout || Arrays.stream(error.getSuppressed()).anyMatch(AgentErrors::isTimeout);
    }
}
