package io.jenkins.plugins.mergeability.engine.cli.terminal;

import io.jenkins.plugins.mergeability.engine.run.Runner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in good order when the process is told to end (Ctrl-C, TERM): its children first, then the reports. The JVM
 * ends when the hook does, with 128 plus the signal's number as exit code.
 */
public final class Interrupts {

    /** How long reports may take after the children have ended. */
    private static final long REPORT_SECONDS = 30;

    /** Before there is a run, an interrupt just ends the process. */
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

    /** From now on an interrupt ends the run; until {@link #reported}. */
    public static Interrupts forwardTo(Runner runner) {
        Interrupts interrupts = new Interrupts(runner::interrupt);
        Runtime.getRuntime().addShutdownHook(interrupts.hook);
        return interrupts;
    }

    /** The run is over and all has been told. */
    public void reported() {
        reports.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook is running and has just been told that it can end.
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
