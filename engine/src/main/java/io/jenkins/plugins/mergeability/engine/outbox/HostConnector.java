package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;

/** Where the places of reports are. */
public interface HostConnector {

    /**
     * Connects. Called by threads of the outbox, for different accounts at the same time; what it returns is used by one
     * thread at a time, for at most a minute or so, and then released.
     *
     * @param place of a {@link ReportSubject}
     * @throws HostException if that is not possible now (the credentials or the project are gone); it is tried again
     */
    CodeHost open(String place) throws HostException;

    /** Takes back what {@link #open} gave. */
    default void release(CodeHost host) {}
}
