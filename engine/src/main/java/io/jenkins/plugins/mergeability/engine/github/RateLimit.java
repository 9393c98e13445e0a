package io.jenkins.plugins.mergeability.engine.github;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How many requests GitHub accepts from an account, as a response says.
 *
 * @param limit the number of requests in a period
 * @param remaining how many of them are left
 * @param reset when the next period begins
 */
public record RateLimit(long limit, long remaining, Instant reset) {

    /** The limit of all requests that this package sends. Searches, for example, have another one. */
    private static final String CORE = "core";

    /**
     * Reads the headers of a response; empty if it has none of them, as from a server without limits.
     *
     * @param headers returns the value of a header, or null
     */
    static Optional<RateLimit> of(UnaryOperator<String> headers) {
        String resource = headers.apply("X-RateLimit-Resource");
        if (resource != null && !resource.equals(CORE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RateLimit(
                    Long.parseLong(headers.apply("X-RateLimit-Limit")),
                    Long.parseLong(headers.apply("X-RateLimit-Remaining")),
                    Instant.ofEpochSecond(Long.parseLong(headers.apply("X-RateLimit-Reset")))));
        } catch (NumberFormatException | DateTimeException missing) {
            return Optional.empty();
        }
    }
}
