package io.jenkins.plugins.mergeability.engine.outbox;

import java.time.Duration;
import java.time.Instant;

/**
 * The state that the reports of an account share: one is delivered at a time, with pauses, and none during a rate
 * limit.
 */
final class Account {

    private boolean busy;
    private Instant nextWrite = Instant.EPOCH;
    private Instant rateLimitedUntil = Instant.EPOCH;
    private int rateLimits;

    boolean busy() {
        return busy;
    }

    void busy(boolean is) {
        busy = is;
    }

    /** The earliest time of the next write. */
    Instant nextWrite() {
        return nextWrite;
    }

    Instant rateLimitedUntil() {
        return rateLimitedUntil;
    }

    void delayWritesUntil(Instant time) {
        nextWrite = time;
    }

    /**
     * The host has answered that a rate limit is exceeded.
     *
     * @param retryAfter the wait that the host asks for
     * @param backoff the least wait, for repeated rate limits
     */
    Instant rateLimited(Instant now, Duration retryAfter, RetryPolicy.Backoff backoff, double jitter) {
        rateLimits++;
        Duration least = backoff.after(rateLimits, jitter);
        rateLimitedUntil(now.plus(least.compareTo(retryAfter) > 0 ? least : retryAfter));
        return rateLimitedUntil;
    }

    /** Restores a rate limit that an earlier process has stored. */
    void rateLimitedUntil(Instant until) {
        rateLimitedUntil = until.isAfter(rateLimitedUntil) ? until : rateLimitedUntil;
    }

    /** Moves all times back: they were set by a clock that was ahead. */
    void moveBack(Duration by) {
        nextWrite = nextWrite.minus(by);
        rateLimitedUntil = rateLimitedUntil.minus(by);
    }

    /** The host has accepted a report. */
    void succeeded() {
        rateLimits = 0;
    }
}
