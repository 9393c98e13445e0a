package io.jenkins.plugins.mergeability.engine.outbox;

import java.time.Duration;
import java.time.Instant;

/** What the reports of an account have in common: one is told at a time, no faster than its pace, never during a limit. */
final class Account {

    private boolean busy;
    private Instant paced = Instant.EPOCH;
    private Instant limited = Instant.EPOCH;
    private int limits;

    boolean busy() {
        return busy;
    }

    void busy(boolean is) {
        busy = is;
    }

    /** Before that nothing is written. */
    Instant paced() {
        return paced;
    }

    /** Until when the host wants to hear nothing. */
    Instant limited() {
        return limited;
    }

    /** Lets time pass before the next write. */
    void pace(Instant until) {
        paced = until;
    }

    /**
     * The host wants to be left alone.
     *
     * @param asked for so long
     * @param backoff for who comes too early again and again
     */
    Instant limit(Instant now, Duration asked, RetryPolicy.Backoff backoff, double jitter) {
        limits++;
        Duration own = backoff.after(limits, jitter);
        limit(now.plus(own.compareTo(asked) > 0 ? own : asked));
        return limited;
    }

    /** It is known from earlier that the host wants to hear nothing until then. */
    void limit(Instant until) {
        limited = until.isAfter(limited) ? until : limited;
    }

    /** Everything was planned by a clock that was ahead. */
    void earlier(Duration by) {
        paced = paced.minus(by);
        limited = limited.minus(by);
    }

    /** The host listens. */
    void heard() {
        limits = 0;
    }
}
