package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.outbox.DeliveryQueue.Job;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Do what is on the agenda, and see to what comes of it. */
final class DeliveryWorkers {

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    private final DeliveryQueue agenda;
    private final DeliveryContext ways;
    private final Connections connections;
    private final List<Thread> threads = new ArrayList<>();

    DeliveryWorkers(DeliveryQueue agenda, DeliveryContext ways) {
        this.agenda = agenda;
        this.ways = ways;
        this.connections = new Connections(ways);
    }

    /** Begins, on threads that keep no process alive. */
    void start(int count) {
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(this::work, "mergeability outbox " + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work() {
        try {
            for (Optional<Job> job = agenda.await(); job.isPresent(); job = agenda.await()) {
                deliver(job.get());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does the next thing that is due, if there is one, on this thread. */
    boolean step() {
        Optional<Job> job = agenda.take();
        job.ifPresent(this::deliver);
        return job.isPresent();
    }

    private void deliver(Job job) {
        boolean keep = false;
        try {
            Delivery delivery = new Delivery(job.tray());
            Delivery.End end = delivery.attempt(() -> connections.open(job.subject()));
            if (end instanceof Delivery.End.Told told) {
                told(job, delivery.report(), told);
                keep = agenda.soon(job.subject());
            } else if (end instanceof Delivery.End.Failed failed) {
                failed(job, delivery.report(), failed);
            }
        } finally {
            try {
                if (!keep) {
                    connections.drop(job.subject().account());
                }
            } finally {
                agenda.done(job);
            }
        }
    }

    private void told(Job job, Report report, Delivery.End.Told told) {
        if (told.wrote()) {
            agenda.wrote(job.subject());
        }
        write(job, page -> page.delivered(report, ways.now()));
        agenda.heard(job);
    }

    private void failed(Job job, Report report, Delivery.End.Failed failed) {
        if (failed.wrote()) {
            agenda.wrote(job.subject());
        }
        DeliveryError trouble = failed.trouble();
        Optional<Instant> next = agenda.trouble(job, trouble.kind(), failed.waiting());
        write(job, page -> page.failed(report, failed.before(), trouble, next, ways.now()));
        if (trouble.kind() == Kind.REFUSED) {
            ways.warnings().accept(job.key() + ": " + trouble.words() + ". This is not tried again.");
        }
    }

    /** What cannot be written is remembered. The disk says that the report may not have been heard, which does no harm. */
    private void write(Job job, UnaryOperator<OutboxEntry> change) {
        try {
            job.tray().update(change);
        } catch (IOException e) {
            job.tray().remember(change);
            ways.warnings().accept(job.key() + ": what became of it cannot be written down: " + e.getMessage());
        }
    }

    /** Ends, when what is being told has been or has taken too long. */
    void close(Duration patience) {
        agenda.close();
        boolean interrupted = false;
        for (Duration time : List.of(patience, LAST_PATIENCE)) {
            long deadline = System.nanoTime() + time.toNanos();
            for (Thread thread : threads) {
                try {
                    // Zero would be for ever.
                    thread.join(Math.max((deadline - System.nanoTime()) / 1_000_000, 1));
                } catch (InterruptedException e) {
                    interrupted = true;
                    break;
                }
            }
            threads.forEach(Thread::interrupt);
        }
        connections.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
