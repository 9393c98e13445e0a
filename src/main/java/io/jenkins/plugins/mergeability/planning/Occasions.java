package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.mergeability.engine.map.When;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.metadata.PrimaryInstanceMetadataAction;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/** Tells what a build is for by what it builds and by what started it. */
final class Occasions {

    private Occasions() {}

    /** The occasion of a build. */
    static When of(Run<?, ?> run, PlanOptions options) {
        return options.occasion().orElseGet(() -> of(run));
    }

    /** The occasion of a build of which nobody says what it is for. */
    static When of(Run<?, ?> run) {
        if (SCMHead.HeadByItem.findHead(run.getParent()) instanceof ChangeRequestSCMHead) {
            return When.CHANGE;
        }
        if (run.getCause(TimerTrigger.TimerTriggerCause.class) != null) {
            return When.NIGHTLY;
        }
        return run.getParent().getAction(PrimaryInstanceMetadataAction.class) != null ? When.MERGE : When.CHANGE;
    }
}
