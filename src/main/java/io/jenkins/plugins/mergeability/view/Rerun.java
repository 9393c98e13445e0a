package io.jenkins.plugins.mergeability.view;

import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Failure;
import hudson.model.Job;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.scm.api.SCMRevisionAction;

/**
 * Builds once more what a build has built: the same job, parameters and revision. As all that passed is proven, only
 * what did not is run.
 */
final class Rerun {

    private final Run<?, ?> run;
    private final BuildView view;

    private Rerun(Run<?, ?> run, BuildView view) {
        this.run = run;
        this.view = view;
    }

    static Rerun of(Run<?, ?> run, BuildView view) {
        return new Rerun(run, view);
    }

    /** Whether the build has ended, something is left to run, and what passed is proven. */
    boolean possible() {
        return refusal().isEmpty();
    }

    /** Puts the new build into the queue. */
    void schedule() {
        String refusal = refusal();
        if (!refusal.isEmpty()) {
            throw new Failure(refusal);
        }
        List<Action> actions = new ArrayList<>();
        actions.add(new CauseAction(new Cause.UserIdCause(), new RerunCause(run)));
        actions.addAll(run.getActions(ParametersAction.class));
        actions.addAll(run.getActions(SCMRevisionAction.class));
        Queue.Item item = ParameterizedJobMixIn.scheduleBuild2(run.getParent(), 0, actions.toArray(new Action[0]));
        if (item == null) {
            throw new Failure(Messages.Rerun_NotBuildable(run.getParent().getFullDisplayName()));
        }
    }

    /** Why it cannot be done; empty if it can. */
    private String refusal() {
        Job<?, ?> job = run.getParent();
        if (view.isBuilding()) {
            return Messages.Rerun_Building();
        }
        if (!(job instanceof ParameterizedJobMixIn.ParameterizedJob) || !job.isBuildable()) {
            return Messages.Rerun_NotBuildable(job.getFullDisplayName());
        }
        if (view.getCalls().stream().noneMatch(CallView::lacking)) {
            return Messages.Rerun_NothingFailed();
        }
        if (!view.getCalls().stream().allMatch(CallView::isProofs)) {
            return Messages.Rerun_NoProofs();
        }
        // Who may build need not know them, and would choose what is built with them.
        boolean sensitive = run.getActions(ParametersAction.class).stream()
                .flatMap(parameters -> parameters.getAllParameters().stream())
                .anyMatch(ParameterValue::isSensitive);
        return sensitive ? Messages.Rerun_Sensitive() : "";
    }
}
