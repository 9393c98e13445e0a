package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A value that is found out once, by whoever asks first or by a thread of its own, and that all who ask wait for. */
final class Lazy<T> {

    private final FutureTask<T> task;

    Lazy(Callable<T> question) {
        task = new FutureTask<>(question);
    }

    /** Lets a thread find it out. */
    void start(String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The value, as soon as it is known, or what went wrong finding it. */
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
            if (cause instanceof ExternalFailureException outside) {
                throw outside;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }
}
