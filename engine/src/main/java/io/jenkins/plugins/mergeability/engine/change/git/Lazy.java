package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A value that is computed once, by the first caller or in a separate thread; other callers wait for it. */
final class Lazy<T> {

    private final FutureTask<T> task;

    Lazy(Callable<T> computation) {
        task = new FutureTask<>(computation);
    }

    /** Starts the computation in a separate thread. */
    void start(String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the value, or throws the failure of the computation. */
    T get() throws BadInputException, ExternalFailureException {
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExternalFailureException("interrupted while waiting for git", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof BadInputException bad) {
                throw bad;
            }
            if (cause instanceof ExternalFailureException failure) {
                throw failure;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }
}
