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
     * @param code its exit code; meaningless if there is a problem
     * @param problem why there never was a process, or null if there was
     */
    public record Exit(int code, String problem, Instant started, Duration duration) {}

    /** Makes the process ready to start. */
    interface Preparation {
        /** @throws IOException if there is no such directory or shell; the message is for people */
        ProcessBuilder prepare() throws IOException;
    }

    private final int id;
    private final File log;
    private final Preparation preparation;
    private Process process;
    private boolean startPrevented;

    CommandProcess(int id, File log, Preparation preparation) {
        this.id = id;
        this.log = log;
        this.preparation = preparation;
    }

    /** The number its processes are marked with. */
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
        String problem = null;
        try {
            start();
            code = process == null ? 0 : process.waitFor();
            problem = process == null ? "it was not started any more" : null;
        } catch (IOException | RuntimeException e) {
            // Whatever it is, it has to be told: a run waits for the end of each command it has begun.
            problem = e.getMessage() == null ? e.toString() : e.getMessage();
        } catch (InterruptedException e) {
            // Only the end of the whole run interrupts its workers; nobody reads this result any more.
            Thread.currentThread().interrupt();
            problem = "the run has ended";
        }
        return new Exit(code, problem, started, Duration.ofMillis((System.nanoTime() - start) / 1_000_000));
    }

    private void start() throws IOException {
        ProcessBuilder builder = preparation.prepare();
        synchronized (this) {
            if (!startPrevented) {
                process = builder.start();
            }
        }
    }

    /** After this the process either has started or never will. */
    public synchronized void preventStart() {
        startPrevented = true;
    }

    /** The process and what descends from it, as long as it lives; those that cut themselves loose are not found. */
    synchronized Stream<ProcessHandle> tree() {
        if (process == null || !process.isAlive()) {
            return Stream.empty();
        }
        ProcessHandle root = process.toHandle();
        return Stream.concat(Stream.of(root), root.descendants());
    }
}
