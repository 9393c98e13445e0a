package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** At most one open connection for each account, reused for a while: a new connection costs requests. */
final class Connections {

    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private record Connection(String location, CodeHost host, Instant since) {}

    private final DeliveryContext context;
    private final Map<String, Connection> open = new HashMap<>();

    Connections(DeliveryContext context) {
        this.context = context;
    }

    /** The host of a subject. The caller is the only one that delivers for the account. */
    CodeHost open(ReportSubject subject) throws HostException {
        Instant now = context.now();
        synchronized (this) {
            Connection connection = open.get(subject.account());
            if (connection != null
                    && connection.location().equals(subject.location())
                    && connection.since().plus(MAX_AGE).isAfter(now)) {
                return connection.host();
            }
        }
        release(subject.account());
        CodeHost host = context.hosts().open(subject.location());
        synchronized (this) {
            open.put(subject.account(), new Connection(subject.location(), host, now));
        }
        return host;
    }

    /** Releases the connection of an account, if there is one. */
    void release(String account) {
        Connection connection;
        synchronized (this) {
            connection = open.remove(account);
        }
        if (connection != null) {
            context.hosts().release(connection.host());
        }
    }

    /** Releases all connections. */
    void close() {
        Map<String, Connection> all;
        synchronized (this) {
            all = new HashMap<>(open);
        }
        all.keySet().forEach(this::release);
    }
}
