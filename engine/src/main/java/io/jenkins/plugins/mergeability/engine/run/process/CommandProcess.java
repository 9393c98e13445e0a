package io.jenkins.plugins.mergeability.engine.run.process;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** One process of one command, from before it starts to after it has ended. */
public final class CommandProcess {

    /**
     * How the process ended.
     *
     * @param code its exit code; meaningless if there is an error
     * @param error why no process was started, or null if one was
     */
    public record Exit(int code, String error, Instant started, Duration duration) {}

    /** Prepares the process. */
    interface Preparation {
        /** @throws IOException if there is no such directory or shell; the message is for people */
        ProcessBuilder prepare() throws IOException;
    }

    private final int id;
    private final File log;
    private final Preparation preparation;
    private final RunGuard guard;
    private Process process;
    private boolean startPrevented;

    CommandProcess(int id, File log, Preparation preparation, RunGuard guard) {
        this.id = id;
        this.log = log;
        this.preparation = preparation;
        this.guard = guard;
    }

    /** The number in the marker of its processes. */
    int id() {
        return id;
    }

    public File log() {
        return log;
    }

    /** Starts the process and waits for it to end, on the calling thread. */
    public Exit run() {
        Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long start = System.nanoTime();
        int code = 0;
        String error = null;
        try {
            start();
            code = process == null ? 0 : await();
            error = process == null ? "it was not started because the run ended" : null;
        } catch (IOException | RuntimeException e) {
            // Any error must be reported: a run waits for the end of each command it has started.
            error = e.getMessage() == null ? e.toString() : e.getMessage();
        } catch (InterruptedException e) {
            // Only the end of the run interrupts its workers, and then this result is not used.
            Thread.currentThread().interrupt();
            error = "the run has ended";
        }
        return new Exit(code, error, started, Duration.ofMillis((System.nanoTime() - start) / 1_000_000));
    }

    private int await() throws InterruptedException {
        guard.started(process.pid());
        int code = process.waitFor();
        guard.ended(process.pid());
        return code;
    }

    private void start() throws IOException {
        ProcessBuilder builder = preparation.prepare();
        synchronized (this) {
            if (!startPrevented) {
                process = builder.start();
            }
        }
    }

    /** Prevents the process from starting if it has not yet started. */
    public synchronized void preventStart() {
        startPrevented = true;
    }

    /** The process and its descendants, as long as it is alive; detached processes are not among them. */
    synchronized Stream<ProcessHandle> tree() {
        if (process == null || !process.isAlive()) {
            return Stream.empty();
        }
        ProcessHandle root = process.toHandle();
        return Stream.concat(Stream.of(root), root.descendants());
    }
}
