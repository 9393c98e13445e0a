package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.time.Duration;

/**
 * How fast reports are told, and told again after trouble.
 *
 * @param pace between two writes of an account
 * @param passing after trouble that passes by itself
 * @param lasting after trouble that somebody has to mend: credentials, permissions, a repository that moved
 */
public record RetryPolicy(Duration pace, Backoff passing, Backoff lasting) {

    /** GitHub's: one write a second. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            Duration.ofSeconds(1),
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15)),
            new Backoff(Duration.ofMinutes(1), Duration.ofHours(1)));

    /**
     * Twice as long after each attempt.
     *
     * @param first after the first attempt, at most
     * @param longest never longer than that
     */
    public record Backoff(Duration first, Duration longest) {

        private static final int MOST_DOUBLINGS = 30;

        /**
         * How long to wait.
         *
         * @param attempts so far, at least one
         * @param jitter from 0 to 1: which part of half of the time is left out, so that not all come back at once
         */
        Duration after(int attempts, double jitter) {
            long limit = longest.toMillis();
            long doubled = first.toMillis() << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS);
            long whole = doubled < first.toMillis() || doubled > limit ? limit : doubled;
            return Duration.ofMillis((long) (whole * (1 - jitter / 2)));
        }
    }

    /** What is waited after trouble of a kind that a report is told again after. */
    Backoff after(HostException.Kind kind) {
        return switch (kind) {
            case UNAUTHORISED, FORBIDDEN, NOT_FOUND -> lasting;
            case RATE_LIMITED, CONFLICT, TRANSIENT, REFUSED -> passing;
        };
    }
}
