package io.jenkins.plugins.mergeability.reporting;

import io.jenkins.plugins.mergeability.engine.github.RateLimit;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests GitHub accepts from each account that is in use, as its last response says. */
final class RequestQuotas {

    private final Map<String, RateLimit> byAccount = new ConcurrentHashMap<>();

    /** A response to an account has arrived. */
    void seen(String account, RateLimit limit) {
        byAccount.put(account, limit);
    }

    /** That of the account with the fewest requests left; empty if no account has used any in the current period. */
    Optional<RateLimit> lowest(Instant now) {
        byAccount.values().removeIf(limit -> !limit.reset().isAfter(now));
        return byAccount.values().stream().min(Comparator.comparingLong(RateLimit::remaining));
    }
}
