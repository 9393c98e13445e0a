package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.run.process.CommandProcess;
import io.jenkins.plugins.mergeability.engine.run.process.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that start processes and wait for them: as many as commands may run at once, and no more. */
final class ProcessWorkers implements AutoCloseable {

    private final EventLoop loop;
    private final ExecutorService threads;
    private int free;

    ProcessWorkers(EventLoop loop, int count) {
        this.loop = loop;
        this.free = count;
        this.threads = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "mergeability-command");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether a command may start. To be asked on the run's thread, like everything here. */
    boolean hasFreeSlot() {
        return free > 0;
    }

    /** Runs a command that has got its turn. */
    void run(CommandRun command) {
        free--;
        CommandProcess process = command.launch();
        threads.execute(() -> {
            CommandProcess.Exit exit = process.run();
            loop.post(() -> {
                free++;
                command.exited(exit);
            });
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
