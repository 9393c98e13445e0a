package io.jenkins.plugins.mergeability.engine.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Keeps reports on disk until they are delivered. Of several reports of one kind with the same location, context
 * and pull request or commit only the newest is delivered, and not if it equals the one delivered last. Reports are delivered in the order
 * in which they were offered, as far as the write interval, rate limits and errors allow. Safe for use by several
 * threads.
 */
public final class Outbox implements AutoCloseable {

    /** How many slow accounts do not delay the others. */
    private static final int THREADS = 8;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final EntryStore store;
    private final Clock clock;
    private final Map<ReportKey, EntryHolder> holders = new ConcurrentHashMap<>();
    private final DeliveryQueue queue;
    private final WaitingSuccesses successes;
    private final DeliveryWorkers workers;

    private Outbox(EntryStore store, DeliveryContext context) throws IOException {
        this.store = store;
        this.clock = context.clock();
        for (OutboxEntry entry : store.read()) {
            holders.put(entry.key(), new EntryHolder(store, entry));
        }
        this.queue = new DeliveryQueue(holders, context);
        this.successes = new WaitingSuccesses(context);
        this.workers = new DeliveryWorkers(queue, successes, context);
    }

    /**
     * Opens an outbox, and starts to deliver the reports that an earlier process left.
     *
     * @param directory created if it does not exist; no other process can use it until this outbox is closed
     * @param hosts opens connections
     * @param warnings takes one line for people about each report that will not be delivered
     * @throws IOException if the directory cannot be used, or another process uses it
     */
    public static Outbox open(
            Path directory, HostConnector hosts, RetryPolicy policy, Clock clock, Consumer<String> warnings)
            throws IOException {
        DeliveryContext context = new DeliveryContext(
                hosts, policy, clock, () -> ThreadLocalRandom.current().nextDouble(), warnings);
        Outbox outbox = open(directory, context);
        outbox.start();
        return outbox;
    }

    /** Opens an outbox without threads: it delivers only by {@link #deliverNext}. */
    static Outbox open(Path directory, DeliveryContext context) throws IOException {
        EntryStore store = EntryStore.open(directory, context.warnings());
        boolean opened = false;
        try {
            Outbox outbox = new Outbox(store, context);
            opened = true;
            return outbox;
        } finally {
            if (!opened) {
                store.close();
            }
        }
    }

    private void start() {
        workers.start(THREADS);
    }

    /** Delivers the report longest due on this thread; false if none is due. */
    boolean deliverNext() {
        return workers.deliverNext();
    }

    /** When the next report is due. */
    Optional<Instant> next() {
        return queue.next();
    }

    /**
     * Takes a report, which is on disk when this returns. It replaces a pending report of the same key. After errors of
     * the host or the credentials it keeps the time of the next attempt. A success that waits for more than a minute is
     * evaluated again before it is sent.
     *
     * @throws IOException if it could not be written, or the outbox is closed; nothing has changed then
     */
    public void offer(Report report) throws IOException {
        Instant now = clock.instant();
        EntryHolder holder;
        do {
            holder = holders.computeIfAbsent(
                    ReportKey.of(report), key -> new EntryHolder(store, OutboxEntry.empty(report)));
        } while (!holder.update(entry -> entry.offered(report, now)));
        if (successes.offered(ReportKey.of(report))) {
            holder.updateInMemory(
                    entry -> entry.pending().flatMap(PendingReport::next).isPresent() ? entry.scheduledAt(now) : entry);
        }
        queue.wake();
    }

    /** The reports that have not been delivered, the oldest first. Those that the host refused have no next attempt. */
    public List<PendingReport> pending() {
        List<PendingReport> all = new ArrayList<>();
        for (EntryHolder holder : holders.values()) {
            holder.entry().pending().map(queue::planned).ifPresent(all::add);
        }
        all.sort(Comparator.comparing(PendingReport::since)
                .thenComparing(pending -> pending.subject().location())
                .thenComparing(pending -> pending.subject().number())
                .thenComparing(pending -> pending.subject().commit().orElse("")));
        return all;
    }

    /** Retries all pending reports now, also refused ones. Rate limits are still respected. */
    public void retryNow() {
        queue.retryNow();
    }

    /**
     * Forgets the pending and the delivered reports of subjects.
     *
     * @param gone subjects that are not reported any more: the project is deleted
     * @throws IOException if some of it is still on the disk; all else is forgotten
     */
    public void forget(Predicate<ReportSubject> gone) throws IOException {
        forgetEntries(entry -> gone.test(entry.subject()));
    }

    /**
     * Forgets the pending and the delivered reports of verdicts about subjects. What says where a merged pull request is
     * live is still delivered.
     *
     * @param closed subjects without a verdict from now on: the pull request is closed
     * @throws IOException if some of it is still on the disk; all else is forgotten
     */
    public void forgetVerdicts(Predicate<ReportSubject> closed) throws IOException {
        forgetEntries(entry -> entry.kind() != ReportKind.ENVIRONMENTS && closed.test(entry.subject()));
    }

    /**
     * Forgets what was delivered about environments: a repetition finds it in the comment, so nothing has to be kept.
     *
     * @throws IOException if some of it is still on the disk; all else is forgotten
     */
    public void forgetDeliveredEnvironments() throws IOException {
        forgetEntries(entry -> entry.kind() == ReportKind.ENVIRONMENTS
                && entry.pending().isEmpty()
                && !entry.fingerprints().containsValue(OutboxEntry.UNCONFIRMED));
    }

    private void forgetEntries(Predicate<OutboxEntry> gone) throws IOException {
        IOException failed = null;
        for (Map.Entry<ReportKey, EntryHolder> each : holders.entrySet()) {
            EntryHolder holder = each.getValue();
            if (!gone.test(holder.entry())) {
                continue;
            }
            try {
                holder.remove();
                holders.remove(each.getKey(), holder);
                successes.ended(each.getKey());
            } catch (IOException e) {
                failed = failed == null ? e : failed;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /**
     * Drops what subjects have pending or delivered about a commit, so that another subject can report its status.
     *
     * @param subjects those that no longer report the commit, which has one status for a context
     * @throws IOException if it could not be written; it can be called again
     */
    public void release(Predicate<ReportSubject> subjects, String commit) throws IOException {
        for (EntryHolder holder : holders.values()) {
            if (subjects.test(holder.entry().subject())) {
                holder.update(entry -> entry.released(commit));
            }
        }
    }

    /** Stops. It waits some seconds for running deliveries; the next outbox in this directory delivers the rest. */
    @Override
    public void close() throws IOException {
        close(CLOSE_TIMEOUT);
    }

    void close(Duration timeout) throws IOException {
        try {
            workers.close(timeout);
        } finally {
            store.close();
        }
    }
}
