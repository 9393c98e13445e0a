package io.jenkins.plugins.mergeability.view;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.reporting.RerunByComment;

/** Lets a comment on a pull request do the same as <i>Re-run failed</i>. */
@Extension
public final class RerunStarter implements RerunByComment.Starter {

    @Override
    public boolean rerun(Run<?, ?> run) {
        Rerun rerun = Rerun.of(run, BuildView.of(run));
        if (!rerun.possible()) {
            return false;
        }
        rerun.schedule();
        return true;
    }
}
