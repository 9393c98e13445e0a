package io.jenkins.plugins.mergeability.reporting;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Publishes the results of a build of a pull request, in addition to the commit status and the comment. */
@Restricted(NoExternalUse.class)
public abstract class BuildReportPublisher implements ExtensionPoint {

    private static final Logger LOGGER = Logger.getLogger(BuildReportPublisher.class.getName());

    /**
     * Publishes the results. It may be called with the same results more than once.
     *
     * @param run the build
     * @param outcome the results so far
     * @param comment the same results for people
     */
    protected abstract void publish(Run<?, ?> run, PullRequestState.BuildOutcome outcome, MergeComment comment);

    static void publishAll(Run<?, ?> run, PullRequestState.BuildOutcome outcome, MergeComment comment) {
        for (BuildReportPublisher publisher : ExtensionList.lookup(BuildReportPublisher.class)) {
            try {
                publisher.publish(run, outcome, comment);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, publisher + " could not publish the results of " + run, e);
            }
        }
    }
}
