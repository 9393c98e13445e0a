package io.jenkins.plugins.mergeability.environment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Action;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/**
 * Follows the runs of environments. When a person aborts a run, the step that was under way has failed; what follows is
 * decided as for any other failure, in the next run.
 */
@Extension
public final class EnvironmentRuns extends RunListener<WorkflowRun> {

    private static final Logger LOGGER = Logger.getLogger(EnvironmentRuns.class.getName());

    private static final Map<String, Integer> EVENTS = new ConcurrentHashMap<>();

    @Override
    public void onStarted(WorkflowRun run, TaskListener listener) {
        EnvironmentJob.of(run.getParent()).ifPresent(job -> {
            try {
                EVENTS.put(run.getExternalizableId(), job.journal().read().size());
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "the run will say why the journal cannot be read", e);
            }
        });
    }

    @Override
    public void onCompleted(WorkflowRun run, @NonNull TaskListener listener) {
        EnvironmentJob.of(run.getParent()).ifPresent(job -> completed(job, run, listener));
    }

    private static void completed(EnvironmentJob job, WorkflowRun run, TaskListener listener) {
        Integer before = EVENTS.remove(run.getExternalizableId());
        boolean done = Result.SUCCESS.equals(run.getResult());
        try {
            if (Result.ABORTED.equals(run.getResult())) {
                aborted(job, run, listener);
            }
            done |= before == null || job.journal().read().size() > before;
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "the abort of " + run + " is not recorded", e);
        }
        boolean progress = done;
        // The run counts as building until its listeners have returned.
        Timer.get().schedule(() -> DueEnvironments.ended(job, progress), 1, TimeUnit.SECONDS);
    }

    private static void aborted(EnvironmentJob job, WorkflowRun run, TaskListener listener) throws IOException {
        Optional<String> by = person(run);
        if (by.isEmpty() || job.record().active().isEmpty()) {
            return;
        }
        try (OpenEnvironment open = OpenEnvironment.of(job)) {
            Optional<Action.Perform> begun = open.decisions().begun();
            if (begun.isPresent()) {
                open.decisions().ended(begun.get(), Optional.of("aborted by " + by.get()));
                listener.getLogger().println("aborted: the next run decides what follows");
            }
        }
    }

    private static Optional<String> person(WorkflowRun run) {
        for (InterruptedBuildAction action : run.getActions(InterruptedBuildAction.class)) {
            for (CauseOfInterruption cause : action.getCauses()) {
                if (cause instanceof CauseOfInterruption.UserInterruption user) {
                    return Optional.of(user.getUserId());
                }
            }
        }
        return Optional.empty();
    }
}
