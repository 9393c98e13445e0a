package io.jenkins.plugins.mergeability.record;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Is told what happens to the components of builds, when it has been written down, on the thread on which it happens: who
 * is told must not take long, and must not wait for others.
 */
public abstract class RecordListener implements ExtensionPoint {

    private static final Logger LOGGER = Logger.getLogger(RecordListener.class.getName());

    /** A build has a plan. */
    public void planned(Run<?, ?> run, BuildRecord record) {}

    /** A job has ended, or will not run. */
    public void ended(Run<?, ?> run, BuildRecord record, JobRecord job) {}

    /** Nothing more will happen to what was planned. */
    public void closed(Run<?, ?> run, BuildRecord record) {}

    static void tell(Consumer<RecordListener> news) {
        for (RecordListener listener : ExtensionList.lookup(RecordListener.class)) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "what became of components is not known to " + listener, e);
            }
        }
    }
}
