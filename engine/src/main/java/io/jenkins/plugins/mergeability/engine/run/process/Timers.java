package io.jenkins.plugins.mergeability.engine.run.process;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Schedules events on the run's thread; no thread is started before the first timeout. */
public final class Timers implements AutoCloseable {

    private final EventLoop loop;
    private ScheduledThreadPoolExecutor clock;

    public Timers(EventLoop loop) {
        this.loop = loop;
    }

    /** Schedules an event on the run's thread unless it is canceled before. Called on that thread. */
    public Future<?> after(Duration delay, Runnable event) {
        if (clock == null) {
            clock = new ScheduledThreadPoolExecutor(1, work -> {
                Thread thread = new Thread(work, "mergeability-timeouts");
                thread.setDaemon(true);
                return thread;
            });
            clock.setRemoveOnCancelPolicy(true);
        }
        return clock.schedule(() -> loop.post(event), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
