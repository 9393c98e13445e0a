package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.time.Duration;

/**
 * The time between writes and between attempts.
 *
 * @param writeInterval between two writes of an account
 * @param transientErrors the backoff after transient errors
 * @param persistentErrors the backoff after errors that somebody has to fix: credentials, permissions, a moved
 *     repository
 */
public record RetryPolicy(Duration writeInterval, Backoff transientErrors, Backoff persistentErrors) {

    /** GitHub's recommendation: one write a second. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            Duration.ofSeconds(1),
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15)),
            new Backoff(Duration.ofMinutes(1), Duration.ofHours(1)));

    /**
     * Exponential backoff: the wait doubles after each attempt.
     *
     * @param initial the longest wait after the first attempt
     * @param max the longest wait after any attempt
     */
    public record Backoff(Duration initial, Duration max) {

        private static final int MAX_DOUBLINGS = 30;

        /**
         * The wait before the next attempt.
         *
         * @param attempts so far, at least one
         * @param jitter from 0 to 1: shortens the wait by up to half, so that not all retries come at the same time
         */
        Duration after(int attempts, double jitter) {
            long limit = max.toMillis();
            long doubled = initial.toMillis() << Math.min(Math.max(attempts - 1, 0), MAX_DOUBLINGS);
            long whole = doubled < initial.toMillis() || doubled > limit ? limit : doubled;
            return Duration.ofMillis((long) (whole * (1 - jitter / 2)));
        }
    }

    /** The backoff for a kind of error. */
    Backoff after(HostException.Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED, FORBIDDEN, NOT_FOUND -> persistentErrors;
            case RATE_LIMITED, CONFLICT, TRANSIENT, REFUSED -> transientErrors;
        };
    }
}
