package io.jenkins.plugins.mergeability.step;

import hudson.remoting.ProxyException;
import hudson.remoting.RequestAbortedException;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import jenkins.model.CauseOfInterruption;
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
        return withSuppressed(error).stream().anyMatch(AgentErrors::isCausedByAbortedCall);
    }

    private static boolean isCausedByAbortedCall(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RequestAbortedException || isClassLoading(cause)) {
                return true;
            }
        }
        return false;
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
        return withSuppressed(error).stream()
                .anyMatch(each -> each instanceof FlowInterruptedException interrupted
                        && !interrupted.getCauses().stream()
                                .allMatch(cause -> cause.getClass().getName().startsWith(PARALLEL)));
    }

    /** Whether a timeout stopped it, or a sibling: {@code parallel} throws one error with the others suppressed. */
    public static boolean isTimeout(Throwable error) {
        return withSuppressed(error).stream()
                .anyMatch(each -> each instanceof FlowInterruptedException interrupted
                        && interrupted.getCauses().stream()
                                .anyMatch(TimeoutStepExecution.ExceededTimeout.class::isInstance));
    }

    /**
     * The error to throw out of a branch of {@code parallel} in place of another. Two interruptions of one build, such as two
     * requests to abort it, may suppress each other: the first in one branch, the second in the next. Pipeline follows
     * suppressed interruptions without end when it completes the build, and the build would never end. So each branch throws
     * an interruption of its own that suppresses no other one.
     */
    public static Throwable ofBranch(Throwable error) {
        if (!(error instanceof FlowInterruptedException interrupted)) {
            return error;
        }
        FlowInterruptedException own = new FlowInterruptedException(
                interrupted.getResult(),
                interrupted.isActualInterruption(),
                interrupted.getCauses().toArray(new CauseOfInterruption[0]));
        own.setStackTrace(interrupted.getStackTrace());
        if (interrupted.getCause() != null && !(interrupted.getCause() instanceof FlowInterruptedException)) {
            own.initCause(interrupted.getCause());
        }
        for (Throwable suppressed : interrupted.getSuppressed()) {
            if (!(suppressed instanceof FlowInterruptedException)) {
                own.addSuppressed(suppressed);
            }
        }
        return own;
    }

    /** An error and all errors that it suppressed, directly or not; errors may suppress each other. */
    private static Set<Throwable> withSuppressed(Throwable error) {
        Set<Throwable> all = Collections.newSetFromMap(new IdentityHashMap<>());
        addWithSuppressed(error, all);
        return all;
    }

    private static void addWithSuppressed(Throwable error, Set<Throwable> all) {
        if (all.add(error)) {
            for (Throwable suppressed : error.getSuppressed()) {
                addWithSuppressed(suppressed, all);
            }
        }
    }
}
