package io.jenkins.plugins.mergeability.engine.cli.terminal;

import io.jenkins.plugins.mergeability.engine.run.Runner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in order when the process is signaled to end (Ctrl-C, TERM): first its child processes, then the reports.
 * The JVM ends when the hook does, with 128 plus the number of the signal as exit code.
 */
public final class Interrupts {

    /** The time limit of reports after the child processes have ended. */
    private static final long REPORT_SECONDS = 30;

    /** Without a run, an interrupt ends the process. */
    public static final Interrupts NONE = new Interrupts(() -> {});

    private final CountDownLatch reports = new CountDownLatch(1);
    private final Thread hook;

    private Interrupts(Runnable interrupt) {
        hook = new Thread(
                () -> {
                    interrupt.run();
                    awaitReports();
                },
                "mergeability-interrupt");
    }

    /** Forwards interrupts to the run, until {@link #reported}. */
    public static Interrupts forwardTo(Runner runner) {
        Interrupts interrupts = new Interrupts(runner::interrupt);
        Runtime.getRuntime().addShutdownHook(interrupts.hook);
        return interrupts;
    }

    /** The run has ended and is reported. */
    public void reported() {
        reports.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook is already running, and ends now.
            return;
        }
    }

    private void awaitReports() {
        try {
            reports.await(REPORT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
