package io.jenkins.plugins.mergeability.view;

import hudson.console.ModelHyperlinkNote;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;

/** That a build runs again what failed in an earlier one of the same job. */
public final class RerunCause extends Cause {

    private final int number;
    private transient Run<?, ?> run;

    RerunCause(Run<?, ?> earlier) {
        this.number = earlier.getNumber();
    }

    @Override
    public void onAddedTo(@SuppressWarnings("rawtypes") Run build) {
        run = build;
    }

    @Override
    public void onLoad(@SuppressWarnings("rawtypes") Run build) {
        run = build;
    }

    /** The number of the earlier build. */
    public int getNumber() {
        return number;
    }

    @Override
    public String getShortDescription() {
        return Messages.RerunCause_ShortDescription(number);
    }

    @Override
    public void print(TaskListener listener) {
        Run<?, ?> earlier = run == null ? null : run.getParent().getBuildByNumber(number);
        if (earlier == null) {
            super.print(listener);
        } else {
            String link = ModelHyperlinkNote.encodeTo("/" + earlier.getUrl(), "#" + number);
            listener.getLogger().println(Messages.RerunCause_Link(link));
        }
    }
}
