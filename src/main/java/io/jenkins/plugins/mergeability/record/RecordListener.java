package io.jenkins.plugins.mergeability.record;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Receives the events of the records of builds, after they are written, on the thread that wrote them. An implementation
 * must return quickly and must not block.
 */
public abstract class RecordListener implements ExtensionPoint {

    private static final Logger LOGGER = Logger.getLogger(RecordListener.class.getName());

    /** A build has a plan. */
    public void planned(Run<?, ?> run, BuildRecord record) {}

    /** A job has ended, or will not run. */
    public void ended(Run<?, ?> run, BuildRecord record, JobRecord job) {}

    /** A branch of a pipeline has lost its agent. */
    public void agentLost(Run<?, ?> run, BuildRecord record) {}

    /** The record is complete: no more events follow. */
    public void closed(Run<?, ?> run, BuildRecord record) {}

    static void publish(Consumer<RecordListener> event) {
        for (RecordListener listener : ExtensionList.lookup(RecordListener.class)) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "an event of a build's record was not processed by " + listener, e);
            }
        }
    }
}
