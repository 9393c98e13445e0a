package io.jenkins.plugins.mergeability.engine.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * The collaborators of an outbox.
 *
 * @param jitter a random number from 0 to 1
 * @param warnings takes one line for people about each report that will not be delivered
 */
record DeliveryContext(
        HostConnector hosts, RetryPolicy policy, Clock clock, DoubleSupplier jitter, Consumer<String> warnings) {

    Instant now() {
        return clock.instant();
    }

    /** A random part of a time. */
    Duration randomPart(Duration whole) {
        return Duration.ofMillis((long) (whole.toMillis() * jitter.getAsDouble()));
    }
}
