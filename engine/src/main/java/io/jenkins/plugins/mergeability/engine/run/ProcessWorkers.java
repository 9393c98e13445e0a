package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.run.process.CommandProcess;
import io.jenkins.plugins.mergeability.engine.run.process.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that start processes and wait for them, one for each command that may run at the same time. */
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

    /** How many commands may start. Called on the run's thread, like every method here. */
    int freeSlots() {
        return free;
    }

    /** Runs a command that has left the queue. */
    void run(CommandRun command) {
        free--;
        CommandProcess process = command.launch();
        threads.execute(() -> {
            command.job().beforeCommand();
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
