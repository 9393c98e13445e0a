package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.mergeability.engine.map.When;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.metadata.PrimaryInstanceMetadataAction;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;

/** Tells what a build is for by what it builds and by what started it. */
final class TriggerDetector {

    private TriggerDetector() {}

    /** The occasion of a build. */
    static When of(Run<?, ?> run, PlanOptions options) {
        return options.occasion().orElseGet(() -> of(run));
    }

    /** The occasion of a build of which nobody says what it is for. */
    static When of(Run<?, ?> run) {
        if (SCMHead.HeadByItem.findHead(run.getParent()) instanceof ChangeRequestSCMHead) {
            return When.CHANGE;
        }
        if (first(run).getCause(TimerTrigger.TimerTriggerCause.class) != null) {
            return When.NIGHTLY;
        }
        return run.getParent().getAction(PrimaryInstanceMetadataAction.class) != null ? When.MERGE : When.CHANGE;
    }

    /** The build that a build repeats, as far as builds are still there, or itself. */
    private static Run<?, ?> first(Run<?, ?> run) {
        ReplayCause again = run.getCause(ReplayCause.class);
        Run<?, ?> original = again == null ? null : again.getOriginal();
        return original == null ? run : first(original);
    }
}
