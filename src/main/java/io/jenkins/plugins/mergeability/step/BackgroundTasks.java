package io.jenkins.plugins.mergeability.step;

import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a call has done beside the pipeline's own thread, which must never wait for a disk or a network. */
final class BackgroundTasks {

    private static final Logger LOGGER = Logger.getLogger(BackgroundTasks.class.getName());

    /** Threads for all calls. */
    private static final ExecutorService THREADS = threads();

    /** Threads for what may take long, or wait for an agent; nothing waits for these. */
    private static final ExecutorService LONG = Executors.newCachedThreadPool(named("Mergeability planning"));

    /** Something to be done that may fail. */
    interface Task {
        void run() throws Exception;
    }

    private int open;
    private final List<Runnable> waiting = new ArrayList<>();

    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                4, 4, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("Mergeability background"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static ThreadFactory named(String name) {
        return new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), name);
    }

    /** Has something done that takes care of its own failures. */
    static Future<?> start(Runnable task) {
        return LONG.submit(task);
    }

    /** Has something done; a failure of it goes to the log of Jenkins. */
    void submit(Task task) {
        synchronized (this) {
            open++;
        }
        THREADS.execute(() -> {
            try {
                task.run();
            } catch (Exception | LinkageError e) {
                LOGGER.log(Level.WARNING, "what became of a job could not be recorded in full", e);
            } finally {
                done();
            }
        });
    }

    /** Calls back when everything handed in so far has been done. */
    void whenDone(Runnable callback) {
        synchronized (this) {
            if (open > 0) {
                waiting.add(callback);
                return;
            }
        }
        THREADS.execute(callback);
    }

    private void done() {
        List<Runnable> ready = List.of();
        synchronized (this) {
            if (--open == 0) {
                ready = List.copyOf(waiting);
                waiting.clear();
            }
        }
        ready.forEach(THREADS::execute);
    }
}
