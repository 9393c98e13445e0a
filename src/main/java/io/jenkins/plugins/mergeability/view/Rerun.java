package io.jenkins.plugins.mergeability.view;

import hudson.model.Failure;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.Run;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;

/**
 * Builds the commit of a build again, with the same script and parameters, as the rebuild of Pipeline does. Passed jobs are
 * proven, so only the others run.
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

    /** Whether the build has ended, some jobs are left to run, and passed jobs are proven. */
    boolean possible() {
        return refusal().isEmpty();
    }

    /** Schedules the new build. */
    void schedule() {
        String refusal = refusal();
        if (!refusal.isEmpty()) {
            throw new Failure(refusal);
        }
        // Scheduling the job with only the revision would use the script of the newest commit of the branch.
        ReplayAction replay = run.getAction(ReplayAction.class);
        Queue.Item item = replay.run2(replay.getOriginalScript(), replay.getOriginalLoadedScripts(), true);
        if (item == null) {
            throw new Failure(notBuildable());
        }
    }

    /** Why the build cannot be re-run; empty if it can. */
    private String refusal() {
        if (view.isBuilding()) {
            return Messages.Rerun_Building();
        }
        ReplayAction replay = run.getAction(ReplayAction.class);
        if (replay == null || !replay.isRebuildEnabled()) {
            return notBuildable();
        }
        if (view.getCalls().stream().noneMatch(InvocationView::isIncomplete)) {
            return Messages.Rerun_NothingFailed();
        }
        if (!view.getCalls().stream().allMatch(InvocationView::isProofs)) {
            return Messages.Rerun_NoProofs();
        }
        // A user with build permission does not have to know them.
        boolean sensitive = run.getActions(ParametersAction.class).stream()
                .flatMap(parameters -> parameters.getAllParameters().stream())
                .anyMatch(ParameterValue::isSensitive);
        return sensitive ? Messages.Rerun_Sensitive() : "";
    }

    private String notBuildable() {
        return Messages.Rerun_NotBuildable(run.getParent().getFullDisplayName());
    }
}
