package io.jenkins.plugins.mergeability.engine.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * What an outbox has to go by.
 *
 * @param jitter from 0 to 1
 */
record DeliveryContext(
        HostConnector hosts, RetryPolicy tempo, Clock clock, DoubleSupplier jitter, Consumer<String> warnings) {

    Instant now() {
        return clock.instant();
    }

    /** Some part of a time. */
    Duration spread(Duration whole) {
        return Duration.ofMillis((long) (whole.toMillis() * jitter.getAsDouble()));
    }
}
