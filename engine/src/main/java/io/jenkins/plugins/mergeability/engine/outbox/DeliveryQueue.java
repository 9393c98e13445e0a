package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which report is delivered next, and when: one of an account at a time, the one longest due first. */
final class DeliveryQueue {

    /** A report to deliver now. No other task has its key or its account until {@link #done}. */
    record Task(EntryHolder holder, ReportKey key, ReportSubject subject) {}

    /** A location whose credentials were rejected: it is not tried again for each of its reports. */
    private record Suspension(Instant until, int attempts) {}

    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    /** A connection stays open for reports that are due within this time. */
    private static final Duration KEEP_CONNECTION = Duration.ofSeconds(10);

    private final Map<ReportKey, EntryHolder> holders;
    private final DeliveryContext context;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Suspension> suspensions = new HashMap<>();
    private final Set<ReportKey> busy = new HashSet<>();
    private Instant lastTime;
    private boolean closed;

    DeliveryQueue(Map<ReportKey, EntryHolder> holders, DeliveryContext context) {
        this.holders = holders;
        this.context = context;
        this.lastTime = context.now();
        holders.values().forEach(holder -> restore(holder, lastTime));
    }

    /** A restart may have fixed what failed, so everything is due. A rate limit holds across restarts. */
    private void restore(EntryHolder holder, Instant now) {
        Account account = account(holder.entry().subject());
        // The previous process may have written a moment ago.
        account.delayWritesUntil(now.plus(context.policy().writeInterval()));
        // The clock of the previous process may have been wrong.
        Instant latest = now.plus(context.policy().persistentErrors().max().multipliedBy(2));
        holder.entry()
                .rateLimitedUntil()
                .ifPresent(until -> account.rateLimitedUntil(until.isAfter(latest) ? latest : until));
        holder.updateInMemory(
                entry -> entry.pending().flatMap(PendingReport::next).isPresent() ? entry.scheduledAt(now) : entry);
    }

    /** Wakes the threads that wait for a task: there is a new one, or one is due earlier. */
    synchronized void wake() {
        if (!closed) {
            notifyAll();
        }
    }

    /** Ends all waits; there are no more tasks. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits for a task that is due; empty once the queue is closed. */
    synchronized Optional<Task> take() throws InterruptedException {
        while (!closed) {
            Optional<Task> due = poll();
            if (due.isPresent()) {
                return due;
            }
            Duration wait =
                    next().map(next -> Duration.between(context.now(), next)).orElse(MAX_WAIT);
            long millis = Math.min(wait.toMillis() + 1, MAX_WAIT.toMillis()); // the clock may be set meanwhile
            wait(Math.max(millis, 1));
        }
        return Optional.empty();
    }

    /** The time. If the clock was set back, all planned times move back with it, so that no wait becomes longer. */
    private Instant now() {
        Instant now = context.now();
        if (now.isBefore(lastTime)) {
            Duration back = Duration.between(now, lastTime);
            accounts.values().forEach(account -> account.moveBack(back));
            suspensions.replaceAll(
                    (location, suspension) -> new Suspension(suspension.until().minus(back), suspension.attempts()));
            holders.values().forEach(holder -> holder.updateInMemory(entry -> entry.movedBack(back)));
        }
        lastTime = now;
        return now;
    }

    /** The task longest due, if any is due. */
    synchronized Optional<Task> poll() {
        Instant now = now();
        EntryHolder first = null;
        PendingReport best = null;
        for (EntryHolder holder : holders.values()) {
            PendingReport pending = holder.entry().pending().orElse(null);
            if (pending != null
                    && isFree(pending, holder.entry().key())
                    && !due(pending).isAfter(now)) {
                if (best == null || isBefore(pending, best)) {
                    first = holder;
                    best = pending;
                }
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        ReportKey key = first.entry().key();
        busy.add(key);
        account(best.subject()).busy(true);
        return Optional.of(new Task(first, key, best.subject()));
    }

    private static boolean isBefore(PendingReport one, PendingReport other) {
        int order = one.next().orElseThrow().compareTo(other.next().orElseThrow());
        return order < 0 || order == 0 && one.since().isBefore(other.since());
    }

    /** When the next task is due, apart from those that are being delivered. */
    synchronized Optional<Instant> next() {
        now();
        Instant next = null;
        for (EntryHolder holder : holders.values()) {
            PendingReport pending = holder.entry().pending().orElse(null);
            if (pending != null && isFree(pending, holder.entry().key())) {
                Instant due = due(pending);
                next = next == null || due.isBefore(next) ? due : next;
            }
        }
        return Optional.ofNullable(next);
    }

    /** Whether another report of the same account and location is due soon, so that the connection is worth keeping. */
    synchronized boolean hasMoreSoon(ReportSubject subject) {
        Instant soon = context.now().plus(KEEP_CONNECTION);
        for (EntryHolder holder : holders.values()) {
            PendingReport pending = holder.entry().pending().orElse(null);
            if (pending != null
                    && pending.next().isPresent()
                    && pending.subject().account().equals(subject.account())
                    && pending.subject().location().equals(subject.location())
                    && due(pending).isBefore(soon)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFree(PendingReport pending, ReportKey key) {
        return pending.next().isPresent()
                && !busy.contains(key)
                && !account(pending.subject()).busy();
    }

    private Instant due(PendingReport pending) {
        return later(
                planned(pending, pending.next().orElseThrow()),
                account(pending.subject()).nextWrite());
    }

    private Instant planned(PendingReport pending, Instant next) {
        Suspension suspension = suspensions.get(pending.subject().location());
        Instant unlimited = later(next, account(pending.subject()).rateLimitedUntil());
        return suspension == null ? unlimited : later(unlimited, suspension.until());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The report with the time at which it will be tried, after rate limits and rejected credentials. */
    synchronized PendingReport planned(PendingReport pending) {
        Optional<Instant> next = pending.next().map(at -> planned(pending, at));
        return new PendingReport(pending.report(), pending.since(), pending.attempts(), next, pending.error());
    }

    private Account account(ReportSubject subject) {
        return accounts.computeIfAbsent(subject.account(), name -> new Account());
    }

    /** Gives a task back, whatever its result. */
    synchronized void done(Task task) {
        busy.remove(task.key());
        account(task.subject()).busy(false);
        notifyAll();
    }

    /** Something was written for an account, or may have been. */
    synchronized void wrote(ReportSubject subject) {
        account(subject).delayWritesUntil(now().plus(context.policy().writeInterval()));
    }

    /** A task succeeded: failed reports of the same kind and location are retried soon. */
    void succeeded(Task task) {
        synchronized (this) {
            account(task.subject()).succeeded();
            suspensions.remove(task.subject().location());
        }
        Instant now = context.now();
        Duration soon = context.policy().persistentErrors().initial();
        for (EntryHolder holder : holders.values()) {
            OutboxEntry entry = holder.entry();
            if (entry.subject().location().equals(task.subject().location())
                    && entry.kind() == task.key().kind()
                    && entry.pending()
                            .filter(pending -> pending.error().isPresent())
                            .isPresent()) {
                Instant latest = now.plus(context.randomPart(soon));
                holder.updateInMemory(known -> known.pending()
                                .flatMap(PendingReport::next)
                                .filter(latest::isBefore)
                                .isPresent()
                        ? known.scheduledAt(latest)
                        : known);
            }
        }
    }

    /**
     * A task failed.
     *
     * @param retryAfter the wait that the host asks for
     * @return when it is tried again; empty if it is not
     */
    synchronized Optional<Instant> failed(Task task, Kind kind, Optional<Duration> retryAfter) {
        Instant now = now();
        RetryPolicy.Backoff backoff = context.policy().after(kind);
        double jitter = context.jitter().getAsDouble();
        return switch (kind) {
            case REFUSED -> Optional.empty();
            case RATE_LIMITED ->
                Optional.of(
                        account(task.subject()).rateLimited(now, retryAfter.orElse(Duration.ZERO), backoff, jitter));
            case UNAUTHORIZED -> {
                Suspension before = suspensions.get(task.subject().location());
                int attempts = before == null ? 1 : before.attempts() + 1;
                Instant until = now.plus(backoff.after(attempts, jitter));
                suspensions.put(task.subject().location(), new Suspension(until, attempts));
                yield Optional.of(until);
            }
            case FORBIDDEN, NOT_FOUND, CONFLICT, TRANSIENT -> {
                int attempts = task.holder()
                                .entry()
                                .pending()
                                .map(PendingReport::attempts)
                                .orElse(0)
                        + 1;
                yield Optional.of(now.plus(backoff.after(attempts, jitter)));
            }
        };
    }

    /** Makes all pending reports due and lifts suspensions; rate limits stay. */
    void retryNow() {
        Instant now = context.now();
        for (EntryHolder holder : holders.values()) {
            holder.updateInMemory(entry -> entry.pending().isPresent() ? entry.scheduledAt(now) : entry);
        }
        synchronized (this) {
            suspensions.clear();
        }
        wake();
    }
}
