package io.jenkins.plugins.mergeability.step;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The execution of a step on a background thread. After a restart of the controller it is done again. */
public abstract class BackgroundExecution extends AbstractStepExecutionImpl {

    private static final long serialVersionUID = 1L;

    private transient Future<?> task;
    private transient boolean resumed;

    protected BackgroundExecution(StepContext context) {
        super(context);
    }

    /** The result of the step. It is idempotent. */
    protected abstract Object result() throws Exception;

    /** The step fails with an error. */
    protected void failing(Throwable error) {}

    /** Whether the step began before a restart of the controller. */
    final boolean isResumed() {
        return resumed;
    }

    @Override
    public final boolean start() {
        task = BackgroundTasks.start(this::run);
        return false;
    }

    @Override
    public final void onResume() {
        resumed = true;
        start();
    }

    @Override
    public final void stop(Throwable cause) throws Exception {
        if (task != null) {
            task.cancel(true);
        }
        super.stop(cause);
    }

    private void run() {
        try {
            getContext().onSuccess(result());
        } catch (Exception | LinkageError e) {
            if (resumed && AgentErrors.isAgentLost(e)) {
                // After a restart the agent may still be connecting; node fails if it does not.
                Timer.get().schedule(this::start, 1, TimeUnit.SECONDS);
            } else {
                failing(e);
                getContext().onFailure(e);
            }
        }
    }
}
