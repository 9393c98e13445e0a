package io.jenkins.plugins.mergeability.engine.outbox;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.outbox.DeliveryQueue.Task;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Threads that deliver the tasks of a {@link DeliveryQueue} and record the results. */
final class DeliveryWorkers {

    /** How long {@link #close} waits after it has interrupted the threads. */
    private static final Duration INTERRUPT_TIMEOUT = Duration.ofSeconds(1);

    private final DeliveryQueue queue;
    private final WaitingSuccesses successes;
    private final DeliveryContext context;
    private final Connections connections;
    private final List<Thread> threads = new ArrayList<>();

    DeliveryWorkers(DeliveryQueue queue, WaitingSuccesses successes, DeliveryContext context) {
        this.queue = queue;
        this.successes = successes;
        this.context = context;
        this.connections = new Connections(context);
    }

    /** Starts daemon threads. */
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
            for (Optional<Task> task = queue.take(); task.isPresent(); task = queue.take()) {
                deliver(task.get());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers the task longest due on this thread; false if none is due. */
    boolean deliverNext() {
        Optional<Task> task = queue.poll();
        task.ifPresent(this::deliver);
        return task.isPresent();
    }

    private void deliver(Task task) {
        boolean keep = false;
        try {
            Optional<Instant> heldUntil = successes.heldUntil(task.holder().entry());
            if (heldUntil.isPresent()) {
                task.holder()
                        .updateInMemory(
                                entry -> successes.isHeld(task.key()) ? entry.scheduledAt(heldUntil.get()) : entry);
                return;
            }
            Delivery delivery = new Delivery(task.holder());
            Delivery.Result result = delivery.attempt(() -> connections.open(task.subject()));
            if (result instanceof Delivery.Result.Delivered delivered) {
                delivered(task, delivery.report(), delivered);
                keep = queue.hasMoreSoon(task.subject());
            } else if (result instanceof Delivery.Result.Failed failed) {
                failed(task, delivery.report(), failed);
            }
        } finally {
            try {
                if (!keep) {
                    connections.release(task.subject().account());
                }
            } finally {
                queue.done(task);
            }
        }
    }

    private void delivered(Task task, Report report, Delivery.Result.Delivered delivered) {
        if (delivered.wrote()) {
            queue.wrote(task.subject());
        }
        update(task, entry -> entry.delivered(report, context.now()));
        successes.ended(task.key());
        queue.succeeded(task);
    }

    private void failed(Task task, Report report, Delivery.Result.Failed failed) {
        if (failed.wrote()) {
            queue.wrote(task.subject());
        }
        DeliveryError error = failed.error();
        Optional<Instant> next = queue.failed(task, error.kind(), failed.retryAfter());
        update(task, entry -> entry.failed(report, failed.fingerprint(), error, next, context.now()));
        if (error.kind() == Kind.REFUSED) {
            context.warnings().accept(task.key() + ": " + error.message() + ". It is not retried.");
        }
    }

    /**
     * Falls back to memory if the disk fails. The disk then says that the delivery is unconfirmed, which is harmless.
     */
    private void update(Task task, UnaryOperator<OutboxEntry> change) {
        try {
            task.holder().update(change);
        } catch (IOException e) {
            task.holder().updateInMemory(change);
            context.warnings().accept(task.key() + ": the result of the delivery cannot be saved: " + e.getMessage());
        }
    }

    /** Waits for running deliveries, and interrupts those that take longer than the timeout. */
    void close(Duration timeout) {
        queue.close();
        boolean interrupted = false;
        for (Duration time : List.of(timeout, INTERRUPT_TIMEOUT)) {
            long deadline = System.nanoTime() + time.toNanos();
            for (Thread thread : threads) {
                try {
                    // Zero would wait without limit.
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
