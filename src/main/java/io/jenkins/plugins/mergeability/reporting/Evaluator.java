package io.jenkins.plugins.mergeability.reporting;

import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Schedules the evaluation of pull requests. A pull request is evaluated by one thread at a time, and once for all
 * requests that have arrived until then. Each GitHub account has a queue of its own, so an account that waits for its rate
 * limit or for a slow server does not block the others.
 */
public final class Evaluator {

    /** Evaluates a pull request. */
    @FunctionalInterface
    interface Task {
        /** @see Evaluation#of */
        Evaluation.Result evaluate(String job, Set<String> reasons, int unknownAttempts) throws IOException;
    }

    private static final Logger LOGGER = Logger.getLogger(Evaluator.class.getName());

    /** Does not make an evaluation that is requested any later. */
    private static final Duration MAX_DELAY = Duration.ofDays(1);

    /** The number of pull requests of one account that are evaluated at the same time. */
    private static final int MAX_CONCURRENT = 6;

    /** How long {@link #close} waits for running evaluations. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** The evaluations of one GitHub account. */
    private static final class AccountQueue {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }

    /** The evaluations of one pull request. */
    private static final class Entry {
        private final Set<String> reasons = new TreeSet<>();
        private boolean requested;
        private long due;
        private boolean running;
        private boolean evaluated;
        private long lastEnd;
        private int unknownAttempts;
        private int failedAttempts;
    }

    private final Task task;
    private final UnaryOperator<String> accounts;
    private final EvaluationTiming timing;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, AccountQueue> queues = new HashMap<>();

    /** When the next evaluation of an account for a cause from outside has its turn. */
    private final Map<String, Long> turns = new HashMap<>();

    private final ScheduledThreadPoolExecutor clock;
    private final ThreadPoolExecutor threads;

    /**
     * Creates an evaluator without requests.
     *
     * @param accounts maps the name of a job to the account whose GitHub limits it shares
     */
    Evaluator(Task task, UnaryOperator<String> accounts, EvaluationTiming timing) {
        this.task = task;
        this.accounts = accounts;
        this.timing = timing;
        ThreadFactory named = new NamingThreadFactory(
                new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "Mergeability evaluation");
        clock = new ScheduledThreadPoolExecutor(1, named);
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named);
    }

    EvaluationTiming timing() {
        return timing;
    }

    /** Requests an evaluation as soon as the running one ends. */
    void evaluateNow(String job, String reason) {
        request(job, reason, Duration.ZERO, true);
    }

    /** Requests an evaluation after a delay, and not before the minimum interval has passed. */
    void evaluateAfter(String job, String reason, Duration delay) {
        request(job, reason, delay, false);
    }

    /**
     * Requests an evaluation for a cause from outside. However many there are, and whoever causes them, an account has
     * at most one such evaluation in each {@link EvaluationTiming#spacing} after a burst of them. No request is lost.
     */
    void evaluatePaced(String job, String reason, Duration delay) {
        String account = account(job); // outside of the lock
        synchronized (this) {
            long now = System.nanoTime();
            long spacing = timing.spacing().toNanos();
            long turn = Math.max(turns.getOrDefault(account, now) - now, 0);
            long wait = Math.max(delay.toNanos(), turn - spacing * (EvaluationTiming.BURST - 1));
            Entry entry = entries.get(job);
            boolean sooner = entry == null || !entry.requested || now + wait - entry.due < 0;
            if (sooner) {
                turns.put(account, now + turn + spacing);
            }
            request(job, reason, sooner ? Duration.ofNanos(wait) : MAX_DELAY, false);
        }
    }

    private synchronized void request(String job, String reason, Duration delay, boolean urgent) {
        if (clock.isShutdown()) {
            return;
        }
        Entry entry = entries.computeIfAbsent(job, name -> new Entry());
        entry.reasons.add(reason);
        long due = System.nanoTime() + delay.toNanos();
        long earliest = entry.lastEnd + timing.interval().toNanos();
        if (!urgent && entry.evaluated && due - earliest < 0) {
            due = earliest;
        }
        if (!entry.requested || due - entry.due < 0) {
            entry.requested = true;
            entry.due = due;
            if (!entry.running) {
                schedule(job, entry);
            }
        }
    }

    private void schedule(String job, Entry entry) {
        long wait = Math.max(0, entry.due - System.nanoTime());
        if (!clock.isShutdown()) {
            clock.schedule(() -> enqueue(job), wait, TimeUnit.NANOSECONDS);
        }
    }

    private void enqueue(String job) {
        String account = account(job); // outside of the lock
        synchronized (this) {
            enqueue(job, account);
        }
    }

    private String account(String job) {
        try {
            return accounts.apply(job);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot determine the GitHub account of " + job);
            return "";
        }
    }

    private void enqueue(String job, String account) {
        Entry entry = entries.get(job);
        if (entry == null || entry.running || !entry.requested || entry.due - System.nanoTime() > 0) {
            return; // an earlier or a later call handles it
        }
        entry.running = true;
        entry.requested = false;
        Set<String> reasons = new TreeSet<>(entry.reasons);
        entry.reasons.clear();
        int unknownAttempts = entry.unknownAttempts;
        AccountQueue queue = queues.computeIfAbsent(account, name -> new AccountQueue());
        queue.waiting.add(() -> {
            try {
                run(job, reasons, unknownAttempts);
            } finally {
                release(account, queue);
            }
        });
        startWaiting(queue);
    }

    private synchronized void release(String account, AccountQueue queue) {
        queue.running--;
        startWaiting(queue);
        if (queue.running == 0) {
            queues.remove(account, queue);
        }
    }

    private void startWaiting(AccountQueue queue) {
        while (queue.running < MAX_CONCURRENT && !queue.waiting.isEmpty() && !threads.isShutdown()) {
            queue.running++;
            threads.execute(queue.waiting.remove());
        }
    }

    private void run(String job, Set<String> reasons, int unknownAttempts) {
        Duration retry = null;
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            retry = succeeded(job, task.evaluate(job, reasons, unknownAttempts));
        } catch (IOException | RuntimeException | LinkageError e) {
            LOGGER.log(
                    e instanceof HostException || clock.isShutdown() ? Level.FINE : Level.WARNING,
                    e,
                    () -> "cannot evaluate " + job);
            retry = failed(job, e);
        } finally {
            ended(job, retry, reasons);
        }
    }

    private synchronized Duration succeeded(String job, Evaluation.Result result) {
        Entry entry = entries.computeIfAbsent(job, name -> new Entry());
        entry.failedAttempts = 0;
        if (result == Evaluation.Result.RETRY) {
            return EvaluationTiming.delay(timing.unknownRetries(), entry.unknownAttempts++);
        }
        entry.unknownAttempts = 0;
        return null;
    }

    /** Returns the delay before the next attempt. A failure that only a person can fix gets the longest one. */
    private synchronized Duration failed(String job, Throwable error) {
        Entry entry = entries.computeIfAbsent(job, name -> new Entry());
        Duration delay = EvaluationTiming.delay(timing.errorRetries(), entry.failedAttempts++);
        if (error instanceof HostException host) {
            if (host.retryAfter().isPresent()) {
                return host.retryAfter().get();
            }
            return host.isRetryable() || host.kind() == HostException.Kind.CONFLICT
                    ? delay
                    : EvaluationTiming.delay(timing.errorRetries(), Integer.MAX_VALUE);
        }
        return delay;
    }

    private synchronized void ended(String job, Duration retry, Set<String> reasons) {
        Entry entry = entries.computeIfAbsent(job, name -> new Entry());
        entry.running = false;
        entry.lastEnd = System.nanoTime();
        entry.evaluated = true;
        if (retry != null) {
            reasons.forEach(reason -> request(job, reason, retry, true));
        }
        if (entry.requested) {
            schedule(job, entry);
        }
    }

    /** Whether no evaluation runs, or is due within a time. */
    synchronized boolean isIdle(Duration within) {
        long horizon = System.nanoTime() + within.toNanos();
        return entries.values().stream()
                .noneMatch(entry -> entry.running || entry.requested && entry.due - horizon < 0);
    }

    /** Forgets a job that was deleted. */
    synchronized void forget(String job) {
        entries.entrySet().removeIf(entry -> PullRequestJob.isOf(job, entry.getKey()) && !entry.getValue().running);
    }

    /** Stops evaluating. Waits for a while until running evaluations have ended. */
    void close() {
        synchronized (this) {
            clock.shutdownNow();
            queues.values().forEach(queue -> queue.waiting.clear());
            threads.shutdown();
        }
        try {
            // An interrupt would close files that other threads read or write.
            threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
