package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is told next, and when: one thing of an account at a time, what has been due for longest first. */
final class DeliveryQueue {

    /** Something to do now, and nobody else's until {@link #done}. */
    record Job(EntryHolder tray, ReportKey key, ReportSubject subject) {}

    /** A place whose credentials are not accepted is not asked with each of its reports. */
    private record Shut(Instant until, int attempts) {}

    private static final Duration LONGEST_NAP = Duration.ofMinutes(1);

    /** So long a connection is worth being kept. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Map<ReportKey, EntryHolder> trays;
    private final DeliveryContext ways;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Shut> shut = new HashMap<>();
    private final Set<ReportKey> busy = new HashSet<>();
    private Instant seen;
    private boolean closed;

    DeliveryQueue(Map<ReportKey, EntryHolder> trays, DeliveryContext ways) {
        this.trays = trays;
        this.ways = ways;
        this.seen = ways.now();
        trays.values().forEach(tray -> begin(tray, seen));
    }

    /** Starting anew may have mended what was wrong. A limit is none of ours to mend. */
    private void begin(EntryHolder tray, Instant now) {
        Account account = account(tray.page().subject());
        account.pace(now.plus(ways.tempo().pace())); // whoever was here before may just have told something
        Instant latest = now.plus(ways.tempo().lasting().longest().multipliedBy(2)); // the clock may have been wrong
        tray.page().limited().ifPresent(until -> account.limit(until.isAfter(latest) ? latest : until));
        tray.remember(page -> page.waiting().flatMap(PendingReport::next).isPresent() ? page.again(now) : page);
    }

    /** Something has changed. */
    synchronized void wake() {
        if (!closed) {
            notifyAll();
        }
    }

    /** There is nothing to do any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits for something that is due; nothing at the end. */
    synchronized Optional<Job> await() throws InterruptedException {
        while (!closed) {
            Optional<Job> due = take();
            if (due.isPresent()) {
                return due;
            }
            Duration nap =
                    next().map(next -> Duration.between(ways.now(), next)).orElse(LONGEST_NAP);
            long millis = Math.min(nap.toMillis() + 1, LONGEST_NAP.toMillis()); // it may be the clock that changes
            wait(Math.max(millis, 1));
        }
        return Optional.empty();
    }

    /** The time. If the clock was set back, so is all that was planned by it: the waits stay as long as they were. */
    private Instant now() {
        Instant now = ways.now();
        if (now.isBefore(seen)) {
            Duration back = Duration.between(now, seen);
            accounts.values().forEach(account -> account.earlier(back));
            shut.replaceAll((place, until) -> new Shut(until.until().minus(back), until.attempts()));
            trays.values().forEach(tray -> tray.remember(page -> page.earlier(back)));
        }
        seen = now;
        return now;
    }

    /** Takes what has been due for longest, if anything is. */
    synchronized Optional<Job> take() {
        Instant now = now();
        EntryHolder first = null;
        PendingReport best = null;
        for (EntryHolder tray : trays.values()) {
            PendingReport waiting = tray.page().waiting().orElse(null);
            if (waiting != null
                    && isFree(waiting, tray.page().key())
                    && !due(waiting).isAfter(now)) {
                if (best == null || isBefore(waiting, best)) {
                    first = tray;
                    best = waiting;
                }
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        ReportKey key = first.page().key();
        busy.add(key);
        account(best.subject()).busy(true);
        return Optional.of(new Job(first, key, best.subject()));
    }

    private static boolean isBefore(PendingReport one, PendingReport other) {
        int order = one.next().orElseThrow().compareTo(other.next().orElseThrow());
        return order < 0 || order == 0 && one.since().isBefore(other.since());
    }

    /** When something will be due that nobody is at. */
    synchronized Optional<Instant> next() {
        now();
        Instant next = null;
        for (EntryHolder tray : trays.values()) {
            PendingReport waiting = tray.page().waiting().orElse(null);
            if (waiting != null && isFree(waiting, tray.page().key())) {
                Instant due = due(waiting);
                next = next == null || due.isBefore(next) ? due : next;
            }
        }
        return Optional.ofNullable(next);
    }

    /** Whether there is more to do before long where this was. */
    synchronized boolean soon(ReportSubject like) {
        Instant soon = ways.now().plus(SOON);
        for (EntryHolder tray : trays.values()) {
            PendingReport waiting = tray.page().waiting().orElse(null);
            if (waiting != null
                    && waiting.next().isPresent()
                    && waiting.subject().account().equals(like.account())
                    && waiting.subject().place().equals(like.place())
                    && due(waiting).isBefore(soon)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFree(PendingReport waiting, ReportKey key) {
        return waiting.next().isPresent()
                && !busy.contains(key)
                && !account(waiting.subject()).busy();
    }

    private Instant due(PendingReport waiting) {
        return later(
                planned(waiting, waiting.next().orElseThrow()),
                account(waiting.subject()).paced());
    }

    private Instant planned(PendingReport waiting, Instant next) {
        Shut place = shut.get(waiting.subject().place());
        Instant limited = later(next, account(waiting.subject()).limited());
        return place == null ? limited : later(limited, place.until());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** As people are told: with what else its next attempt waits for. */
    synchronized PendingReport asPlanned(PendingReport waiting) {
        Optional<Instant> next = waiting.next().map(at -> planned(waiting, at));
        return new PendingReport(waiting.report(), waiting.since(), waiting.attempts(), next, waiting.trouble());
    }

    private Account account(ReportSubject subject) {
        return accounts.computeIfAbsent(subject.account(), name -> new Account());
    }

    /** Nobody is at it any more. */
    synchronized void done(Job job) {
        busy.remove(job.key());
        account(job.subject()).busy(false);
        notifyAll();
    }

    /** Something was written, or may have been. */
    synchronized void wrote(ReportSubject subject) {
        account(subject).pace(now().plus(ways.tempo().pace()));
    }

    /** The place of a job listens: what had trouble there, with reports of that kind, goes on soon. */
    void heard(Job job) {
        synchronized (this) {
            account(job.subject()).heard();
            shut.remove(job.subject().place());
        }
        Instant now = ways.now();
        Duration soon = ways.tempo().lasting().first();
        for (EntryHolder tray : trays.values()) {
            OutboxEntry page = tray.page();
            if (page.subject().place().equals(job.subject().place())
                    && page.comment() == job.key().comment()
                    && page.waiting()
                            .filter(waiting -> waiting.trouble().isPresent())
                            .isPresent()) {
                Instant latest = now.plus(ways.spread(soon));
                tray.remember(left -> left.waiting()
                                .flatMap(PendingReport::next)
                                .filter(latest::isBefore)
                                .isPresent()
                        ? left.again(latest)
                        : left);
            }
        }
    }

    /**
     * A job had trouble.
     *
     * @param asked how long the host asks to be left alone
     * @return when it is tried again, if ever
     */
    synchronized Optional<Instant> trouble(Job job, Kind kind, Optional<Duration> asked) {
        Instant now = now();
        RetryPolicy.Backoff backoff = ways.tempo().after(kind);
        double jitter = ways.jitter().getAsDouble();
        return switch (kind) {
            case REFUSED -> Optional.empty();
            case RATE_LIMITED ->
                Optional.of(account(job.subject()).limit(now, asked.orElse(Duration.ZERO), backoff, jitter));
            case UNAUTHORISED -> {
                Shut before = shut.get(job.subject().place());
                int attempts = before == null ? 1 : before.attempts() + 1;
                Instant until = now.plus(backoff.after(attempts, jitter));
                shut.put(job.subject().place(), new Shut(until, attempts));
                yield Optional.of(until);
            }
            case FORBIDDEN, NOT_FOUND, CONFLICT, TRANSIENT -> {
                int attempts =
                        job.tray().page().waiting().map(PendingReport::attempts).orElse(0) + 1;
                yield Optional.of(now.plus(backoff.after(attempts, jitter)));
            }
        };
    }

    /** Makes all that waits due, and opens what was shut; a limit stays. */
    void hurry(Predicate<ReportSubject> which) {
        Instant now = ways.now();
        for (EntryHolder tray : trays.values()) {
            if (which.test(tray.page().subject())) {
                tray.remember(page -> page.waiting().isPresent() ? page.again(now) : page);
                synchronized (this) {
                    shut.remove(tray.page().subject().place());
                }
            }
        }
        wake();
    }
}
