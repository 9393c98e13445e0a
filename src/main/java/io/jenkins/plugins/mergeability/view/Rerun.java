package io.jenkins.plugins.mergeability.view;

import hudson.model.Failure;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.Run;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;

/**
 * Builds once more what a build has built: the same script, parameters and revision, as Pipeline's own rebuild does.
 * All that passed is proven, so only what did not is run.
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
        // Scheduling the job with the revision alone would take the script of the branch's newest commit.
        ReplayAction replay = run.getAction(ReplayAction.class);
        Queue.Item item = replay.run2(replay.getOriginalScript(), replay.getOriginalLoadedScripts(), true);
        if (item == null) {
            throw new Failure(notBuildable());
        }
    }

    /** Why it cannot be done; empty if it can. */
    private String refusal() {
        if (view.isBuilding()) {
            return Messages.Rerun_Building();
        }
        ReplayAction replay = run.getAction(ReplayAction.class);
        if (replay == null || !replay.isRebuildEnabled()) {
            return notBuildable();
        }
        if (view.getCalls().stream().noneMatch(InvocationView::lacking)) {
            return Messages.Rerun_NothingFailed();
        }
        if (!view.getCalls().stream().allMatch(InvocationView::isProofs)) {
            return Messages.Rerun_NoProofs();
        }
        // Who may build need not know them, and would choose what is built with them.
        boolean sensitive = run.getActions(ParametersAction.class).stream()
                .flatMap(parameters -> parameters.getAllParameters().stream())
                .anyMatch(ParameterValue::isSensitive);
        return sensitive ? Messages.Rerun_Sensitive() : "";
    }

    private String notBuildable() {
        return Messages.Rerun_NotBuildable(run.getParent().getFullDisplayName());
    }
}
