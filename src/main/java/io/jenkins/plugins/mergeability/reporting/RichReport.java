package io.jenkins.plugins.mergeability.reporting;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Shows what became of the components of a pull request in a way of its own, beside the status and the comment. */
public abstract class RichReport implements ExtensionPoint {

    private static final Logger LOGGER = Logger.getLogger(RichReport.class.getName());

    /**
     * Shows it. The same may be handed in more than once.
     *
     * @param run the build
     * @param outcome what it came to so far
     * @param comment the same for people
     */
    protected abstract void show(Run<?, ?> run, PullRequestState.Outcome outcome, MergeComment comment);

    static void publish(Run<?, ?> run, PullRequestState.Outcome outcome, MergeComment comment) {
        for (RichReport report : ExtensionList.lookup(RichReport.class)) {
            try {
                report.show(run, outcome, comment);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, report + " could not show what became of " + run, e);
            }
        }
    }
}
