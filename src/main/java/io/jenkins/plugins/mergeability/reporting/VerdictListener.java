package io.jenkins.plugins.mergeability.reporting;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Receives the progress of commits to their verdicts. An implementation must return quickly and must not block. */
@Restricted(NoExternalUse.class)
public abstract class VerdictListener implements ExtensionPoint {

    private static final Logger LOGGER = Logger.getLogger(VerdictListener.class.getName());

    /** GitHub has announced a commit of a pull request or a merge queue, or it is evaluated for the first time. */
    public void announced(String commit) {}

    /** The first verdict of a commit that does not wait for GitHub or for a build. */
    public void decided(String commit, Verdict.State state) {}

    /** Publishes that there is a new commit. */
    public static void publishAnnounced(String commit) {
        publish(listener -> listener.announced(commit));
    }

    /**
     * Publishes what an evaluation has changed.
     *
     * @param before the decision of the evaluation before; null for none
     * @param now the decision of the evaluation
     */
    static void publish(PullRequestState.Decision before, PullRequestState.Decision now) {
        boolean known = before != null && before.head().equals(now.head());
        if (!known) {
            publishAnnounced(now.head());
        }
        if (now.isFinal() && !(known && before.isFinal())) {
            publish(listener -> listener.decided(now.head(), now.cause().state()));
        }
    }

    private static void publish(Consumer<VerdictListener> event) {
        for (VerdictListener listener : ExtensionList.lookup(VerdictListener.class)) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "an event of a verdict was not processed by " + listener, e);
            }
        }
    }
}
