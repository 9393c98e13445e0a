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
 * What was decided and has to be told, on disk until it has been. Of several reports of one kind about one place, number
 * and context only the newest is told, and one that is what was told last not again. Reports are told in the order in
 * which they were offered, as far as the pace, the host's limits and trouble let them. For any number of threads.
 */
public final class Outbox implements AutoCloseable {

    /** So many accounts can be slow without making others wait. */
    private static final int THREADS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EntryStore shelf;
    private final Clock clock;
    private final Map<ReportKey, EntryHolder> trays = new ConcurrentHashMap<>();
    private final DeliveryQueue agenda;
    private final DeliveryWorkers couriers;

    private Outbox(EntryStore shelf, DeliveryContext ways) throws IOException {
        this.shelf = shelf;
        this.clock = ways.clock();
        for (OutboxEntry page : shelf.read()) {
            trays.put(page.key(), new EntryHolder(shelf, page));
        }
        this.agenda = new DeliveryQueue(trays, ways);
        this.couriers = new DeliveryWorkers(agenda, ways);
    }

    /**
     * Opens an outbox, and begins to tell what an earlier process left.
     *
     * @param directory made if it is not there; nobody else has it until this is closed
     * @param hosts where to tell it
     * @param warnings takes one line for people about each thing that was not done and will not be
     * @throws IOException if the directory cannot be used, or somebody else uses it
     */
    public static Outbox open(
            Path directory, HostConnector hosts, RetryPolicy tempo, Clock clock, Consumer<String> warnings)
            throws IOException {
        DeliveryContext ways = new DeliveryContext(
                hosts, tempo, clock, () -> ThreadLocalRandom.current().nextDouble(), warnings);
        Outbox outbox = open(directory, ways);
        outbox.start();
        return outbox;
    }

    /** One that tells nothing before it is asked to {@link #step}. */
    static Outbox open(Path directory, DeliveryContext ways) throws IOException {
        EntryStore shelf = EntryStore.open(directory, ways.warnings());
        boolean opened = false;
        try {
            Outbox outbox = new Outbox(shelf, ways);
            opened = true;
            return outbox;
        } finally {
            if (!opened) {
                shelf.close();
            }
        }
    }

    void start() {
        couriers.start(THREADS);
    }

    /** Does the next thing that is due, if there is one, on this thread. */
    boolean step() {
        return couriers.step();
    }

    /** When there will be something to do. */
    Optional<Instant> next() {
        return agenda.next();
    }

    /**
     * Takes a report, which is on disk when this returns. It takes the place of one that waits, along with the time of the
     * next attempt if the host, or we with it, had trouble.
     *
     * @throws IOException if it could not be written, or the outbox is closed; nothing has changed then
     */
    public void offer(Report report) throws IOException {
        Instant now = clock.instant();
        EntryHolder tray;
        do {
            tray = trays.computeIfAbsent(
                    ReportKey.of(report), key -> new EntryHolder(shelf, OutboxEntry.about(report)));
        } while (!tray.update(page -> page.offered(report, now)));
        agenda.wake();
    }

    /** What has not been told, what waits longest first. Those that the host refused have no next attempt. */
    public List<PendingReport> waiting() {
        List<PendingReport> all = new ArrayList<>();
        for (EntryHolder tray : trays.values()) {
            tray.page().waiting().map(agenda::asPlanned).ifPresent(all::add);
        }
        all.sort(Comparator.comparing(PendingReport::since)
                .thenComparing(waiting -> waiting.subject().place())
                .thenComparing(waiting -> waiting.subject().number()));
        return all;
    }

    /**
     * Tries everything now, also what was refused. Only what the host wants to be left alone for waits for the end of
     * that.
     */
    public void hurry() {
        agenda.hurry(subject -> true);
    }

    /** Tries everything of a place now. */
    public void hurry(String place) {
        agenda.hurry(subject -> subject.place().equals(place));
    }

    /**
     * Forgets what is to be told, and what was.
     *
     * @param gone what is not reported on any more: the pull request is closed, the project deleted
     * @throws IOException if some of it is still on the disk; all else is forgotten
     */
    public void forget(Predicate<ReportSubject> gone) throws IOException {
        IOException failed = null;
        for (Map.Entry<ReportKey, EntryHolder> entry : trays.entrySet()) {
            EntryHolder tray = entry.getValue();
            if (!gone.test(tray.page().subject())) {
                continue;
            }
            try {
                tray.remove();
                trays.remove(entry.getKey(), tray);
            } catch (IOException e) {
                failed = failed == null ? e : failed;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /**
     * Has others tell of a commit no more: what waits about it is not told, and what was told counts for nothing.
     *
     * @param others who have left it to somebody else; about the same commit, since it has one status for a context
     * @throws IOException if it could not be written; it can be called again
     */
    public void disown(Predicate<ReportSubject> others, String commit) throws IOException {
        for (EntryHolder tray : trays.values()) {
            if (others.test(tray.page().subject())) {
                tray.update(page -> page.disowned(commit));
            }
        }
    }

    /** Stops. What is being told is waited for, some seconds long; what is left is told by the next that is opened here. */
    @Override
    public void close() throws IOException {
        close(PATIENCE);
    }

    void close(Duration patience) throws IOException {
        try {
            couriers.close(patience);
        } finally {
            shelf.close();
        }
    }
}
