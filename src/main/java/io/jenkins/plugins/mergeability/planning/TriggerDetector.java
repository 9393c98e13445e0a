package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.queue.QueueJob;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.metadata.PrimaryInstanceMetadataAction;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;

/** Determines the occasion of a build from its source and its cause. */
final class TriggerDetector {

    private TriggerDetector() {}

    /** The occasion in the options, or that of the build. */
    static When of(Run<?, ?> run, PlanOptions options) {
        return options.occasion().orElseGet(() -> of(run));
    }

    /** The occasion of a build by its kind. */
    static When of(Run<?, ?> run) {
        if (SCMHead.HeadByItem.findHead(run.getParent()) instanceof ChangeRequestSCMHead
                || QueueJob.of(run.getParent()).isPresent()) {
            return When.CHANGE;
        }
        if (first(run).getCause(TimerTrigger.TimerTriggerCause.class) != null) {
            return When.NIGHTLY;
        }
        return run.getParent().getAction(PrimaryInstanceMetadataAction.class) != null ? When.MERGE : When.CHANGE;
    }

    /** The oldest existing build that a build replays, or itself. */
    private static Run<?, ?> first(Run<?, ?> run) {
        ReplayCause replay = run.getCause(ReplayCause.class);
        Run<?, ?> original = replay == null ? null : replay.getOriginal();
        return original == null ? run : first(original);
    }
}
