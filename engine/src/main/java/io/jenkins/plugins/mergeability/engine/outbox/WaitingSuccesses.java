package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds back a success that has waited, until it was evaluated again: it lets somebody merge. When reports were
 * evaluated is known in memory only, so after a restart each waiting success is evaluated again.
 */
final class WaitingSuccesses {

    /** How old an evaluation may be. */
    static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final DeliveryContext context;
    private final Map<ReportKey, Instant> offered = new HashMap<>();
    private final Set<ReportKey> held = new HashSet<>();

    WaitingSuccesses(DeliveryContext context) {
        this.context = context;
    }

    /** A report was evaluated; returns whether it was held back until then. */
    synchronized boolean offered(ReportKey key) {
        offered.put(key, context.now());
        return held.remove(key);
    }

    /** Whether another evaluation is awaited. */
    synchronized boolean isHeld(ReportKey key) {
        return held.contains(key);
    }

    /** A report was delivered, or its subject is gone. */
    synchronized void ended(ReportKey key) {
        offered.remove(key);
        held.remove(key);
    }

    /**
     * Requests another evaluation of a success that has waited.
     *
     * @return when to try again if the report must not be sent before it; empty if it can be sent
     */
    Optional<Instant> heldUntil(OutboxEntry entry) {
        ReportKey key = entry.key();
        Instant now = context.now();
        boolean success = entry.pending()
                .filter(pending -> pending.report() instanceof Report.Status status
                        && status.status().verdict().state() == Verdict.State.SUCCESS)
                .isPresent();
        synchronized (this) {
            Instant evaluated = offered.getOrDefault(key, Instant.MIN);
            if (!success || evaluated.isAfter(now.minus(MAX_AGE))) {
                return Optional.empty();
            }
            held.add(key);
        }
        if (context.hosts().reevaluate(entry.subject())) {
            return Optional.of(now.plus(MAX_AGE));
        }
        ended(key);
        return Optional.empty();
    }
}
