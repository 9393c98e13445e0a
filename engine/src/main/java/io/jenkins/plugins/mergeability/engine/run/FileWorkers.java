package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.run.process.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The threads that read and copy files of jobs that have ended. */
final class FileWorkers implements AutoCloseable {

    private final EventLoop loop;
    private final ExecutorService threads;

    FileWorkers(EventLoop loop, int count) {
        this.loop = loop;
        this.threads = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "mergeability-files");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does work on one of the threads, and passes its result to the run's thread. An error there ends the run. */
    <T> void run(Supplier<T> work, Consumer<T> done) {
        threads.execute(() -> {
            try {
                T result = work.get();
                loop.post(() -> done.accept(result));
            } catch (RuntimeException | Error e) {
                loop.post(() -> {
                    throw e;
                });
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
