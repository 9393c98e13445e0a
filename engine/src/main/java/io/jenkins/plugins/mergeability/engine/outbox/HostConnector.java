package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;

/** Opens connections to the code hosts of report subjects. */
public interface HostConnector {

    /**
     * Connects. Threads of the outbox call this, for different accounts at the same time. One thread at a time uses the
     * result, for at most about a minute, and then releases it.
     *
     * @param location of a {@link ReportSubject}
     * @throws HostException if it cannot connect now, for example without credentials or project; the outbox retries
     */
    CodeHost open(String location) throws HostException;

    /**
     * Requests another evaluation of a subject, whose report of a success has waited. The evaluation offers a report
     * again, also an equal one; until then the success is not sent.
     *
     * @return false if nobody evaluates, so that the report is sent as it is
     */
    default boolean reevaluate(ReportSubject subject) {
        return false;
    }

    /** Takes back a connection that {@link #open} returned. */
    default void release(CodeHost host) {}
}
