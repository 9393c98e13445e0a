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

/** Runs the tasks of a call that must not block the thread of the pipeline: those that use a disk or a network. */
final class BackgroundTasks {

    private static final Logger LOGGER = Logger.getLogger(BackgroundTasks.class.getName());

    /** The threads of all calls. */
    private static final ExecutorService THREADS = threads();

    /** The threads for tasks that may take long, or wait for an agent. */
    private static final ExecutorService LONG_RUNNING = Executors.newCachedThreadPool(named("Mergeability planning"));

    /** A task that may fail. */
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

    /** Starts a task that handles its own errors. */
    static Future<?> start(Runnable task) {
        return LONG_RUNNING.submit(task);
    }

    /** Runs a task of this call; its error goes to the log of Jenkins. */
    void submit(Task task) {
        synchronized (this) {
            open++;
        }
        THREADS.execute(() -> {
            try {
                task.run();
            } catch (Exception | LinkageError e) {
                LOGGER.log(Level.WARNING, "a result of a job was not recorded", e);
            } finally {
                done();
            }
        });
    }

    /** Calls back when all submitted tasks are done. */
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
