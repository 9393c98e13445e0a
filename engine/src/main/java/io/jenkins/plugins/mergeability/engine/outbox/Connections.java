package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** At most one connection for each account, kept for a while: connecting anew costs requests. */
final class Connections {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private record Connection(String place, CodeHost host, Instant since) {}

    private final DeliveryContext ways;
    private final Map<String, Connection> open = new HashMap<>();

    Connections(DeliveryContext ways) {
        this.ways = ways;
    }

    /** A host that nobody else uses, as long as nobody else delivers for the account. */
    CodeHost open(ReportSubject subject) throws HostException {
        Instant now = ways.now();
        synchronized (this) {
            Connection connection = open.get(subject.account());
            if (connection != null
                    && connection.place().equals(subject.place())
                    && connection.since().plus(LONGEST).isAfter(now)) {
                return connection.host();
            }
        }
        drop(subject.account());
        CodeHost host = ways.hosts().open(subject.place());
        synchronized (this) {
            open.put(subject.account(), new Connection(subject.place(), host, now));
        }
        return host;
    }

    /** Gives back the connection of an account. */
    void drop(String account) {
        Connection connection;
        synchronized (this) {
            connection = open.remove(account);
        }
        if (connection != null) {
            ways.hosts().release(connection.host());
        }
    }

    /** Gives back all. */
    void close() {
        Map<String, Connection> all;
        synchronized (this) {
            all = new HashMap<>(open);
        }
        all.keySet().forEach(this::drop);
    }
}
