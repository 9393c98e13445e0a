package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Job;
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
 * Sees to it that pull requests are looked at: each by one thread at a time, and once for all that has happened until
 * then. An account that has to wait, because it has asked for too much or its GitHub is slow, makes no other wait.
 */
public final class Evaluator {

    /** Looks at a pull request. */
    @FunctionalInterface
    interface Look {
        /** @see Evaluation#of */
        Evaluation.End at(String job, Set<String> why, int patience) throws IOException;
    }

    private static final Logger LOGGER = Logger.getLogger(Evaluator.class.getName());

    /** So many pull requests of an account are looked at at a time. */
    private static final int AT_A_TIME = 6;

    /** For those who close this. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What an account is busy with, and what waits for that. */
    private static final class Lane {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }

    /** What is to be done about one pull request. */
    private static final class Ticket {
        private final Set<String> why = new TreeSet<>();
        private boolean asked;
        private long due;
        private boolean running;
        private long ended;
        private boolean hasEnded;
        private int unknown;
        private int troubles;
    }

    private final Look look;
    private final UnaryOperator<String> accounts;
    private final EvaluationTiming pace;
    private final Map<String, Ticket> tickets = new HashMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private final ThreadPoolExecutor threads;

    /**
     * One that looks at nothing yet.
     *
     * @param accounts tells by the name of a job what shares the limits of GitHub
     */
    Evaluator(Look look, UnaryOperator<String> accounts, EvaluationTiming pace) {
        this.look = look;
        this.accounts = accounts;
        this.pace = pace;
        ThreadFactory named = new NamingThreadFactory(
                new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "Mergeability evaluation");
        clock = new ScheduledThreadPoolExecutor(1, named);
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named);
    }

    public EvaluationTiming pace() {
        return pace;
    }

    /** Has a pull request looked at right after what runs now. */
    public void now(Job<?, ?> job, String why) {
        now(job.getFullName(), why);
    }

    public void now(String job, String why) {
        ask(job, why, Duration.ZERO, true);
    }

    /** Has a pull request looked at in a while at the latest. */
    public void soon(Job<?, ?> job, String why, Duration delay) {
        soon(job.getFullName(), why, delay);
    }

    public void soon(String job, String why, Duration delay) {
        ask(job, why, delay, false);
    }

    private synchronized void ask(String job, String why, Duration delay, boolean urgent) {
        if (clock.isShutdown()) {
            return;
        }
        Ticket ticket = tickets.computeIfAbsent(job, name -> new Ticket());
        ticket.why.add(why);
        long due = System.nanoTime() + delay.toNanos();
        long earliest = ticket.ended + pace.gap().toNanos();
        if (!urgent && ticket.hasEnded && due - earliest < 0) {
            due = earliest;
        }
        if (!ticket.asked || due - ticket.due < 0) {
            ticket.asked = true;
            ticket.due = due;
            if (!ticket.running) {
                wake(job, ticket);
            }
        }
    }

    private void wake(String job, Ticket ticket) {
        long wait = Math.max(0, ticket.due - System.nanoTime());
        if (!clock.isShutdown()) {
            clock.schedule(() -> begin(job), wait, TimeUnit.NANOSECONDS);
        }
    }

    private void begin(String job) {
        String account = account(job); // not while others wait for this
        synchronized (this) {
            begin(job, account);
        }
    }

    private String account(String job) {
        try {
            return accounts.apply(job);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot tell by which account to look at " + job);
            return "";
        }
    }

    private void begin(String job, String account) {
        Ticket ticket = tickets.get(job);
        if (ticket == null || ticket.running || !ticket.asked || ticket.due - System.nanoTime() > 0) {
            return; // an earlier or a later call sees to it
        }
        ticket.running = true;
        ticket.asked = false;
        Set<String> why = new TreeSet<>(ticket.why);
        ticket.why.clear();
        int patience = ticket.unknown;
        Lane lane = lanes.computeIfAbsent(account, name -> new Lane());
        lane.waiting.add(() -> {
            try {
                run(job, why, patience);
            } finally {
                left(account, lane);
            }
        });
        fill(lane);
    }

    private synchronized void left(String account, Lane lane) {
        lane.running--;
        fill(lane);
        if (lane.running == 0) {
            lanes.remove(account, lane);
        }
    }

    private void fill(Lane lane) {
        while (lane.running < AT_A_TIME && !lane.waiting.isEmpty() && !threads.isShutdown()) {
            lane.running++;
            threads.execute(lane.waiting.remove());
        }
    }

    private void run(String job, Set<String> why, int patience) {
        Duration again = null;
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            again = ended(job, look.at(job, why, patience));
        } catch (IOException | RuntimeException | LinkageError e) {
            LOGGER.log(
                    e instanceof HostException || clock.isShutdown() ? Level.FINE : Level.WARNING,
                    e,
                    () -> "cannot look at " + job);
            again = troubled(job, e);
        } finally {
            done(job, again, why);
        }
    }

    private synchronized Duration ended(String job, Evaluation.End end) {
        Ticket ticket = tickets.computeIfAbsent(job, name -> new Ticket());
        ticket.troubles = 0;
        if (end == Evaluation.End.ASK_AGAIN) {
            return EvaluationTiming.after(pace.unknown(), ticket.unknown++);
        }
        ticket.unknown = 0;
        return null;
    }

    /** What somebody has to mend is left to the next sweep. */
    private synchronized Duration troubled(String job, Throwable error) {
        Ticket ticket = tickets.computeIfAbsent(job, name -> new Ticket());
        Duration wait = EvaluationTiming.after(pace.trouble(), ticket.troubles++);
        if (error instanceof HostException host) {
            if (host.retryAfter().isPresent()) {
                return host.retryAfter().get();
            }
            return host.isRetryable() || host.kind() == HostException.Kind.CONFLICT
                    ? wait
                    : EvaluationTiming.after(pace.trouble(), Integer.MAX_VALUE);
        }
        return wait;
    }

    private synchronized void done(String job, Duration again, Set<String> why) {
        Ticket ticket = tickets.computeIfAbsent(job, name -> new Ticket());
        ticket.running = false;
        ticket.ended = System.nanoTime();
        ticket.hasEnded = true;
        if (again != null) {
            why.forEach(each -> ask(job, each, again, true));
        }
        if (ticket.asked) {
            wake(job, ticket);
        }
    }

    /** Whether nothing runs or waits that is due within this time. */
    synchronized boolean idle(Duration within) {
        long horizon = System.nanoTime() + within.toNanos();
        return tickets.values().stream()
                .noneMatch(ticket -> ticket.running || ticket.asked && ticket.due - horizon < 0);
    }

    /** Forgets a job that is gone. */
    public synchronized void forget(String job) {
        Ticket ticket = tickets.get(job);
        if (ticket != null && !ticket.running) {
            tickets.remove(job);
        }
    }

    /** Looks at nothing any more. What is being looked at is let come to its end, for a while. */
    void close() {
        synchronized (this) {
            clock.shutdownNow();
            lanes.values().forEach(lane -> lane.waiting.clear());
            threads.shutdown();
        }
        try {
            // Not interrupted: that would close files under the hands of whoever reads or writes them.
            threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
