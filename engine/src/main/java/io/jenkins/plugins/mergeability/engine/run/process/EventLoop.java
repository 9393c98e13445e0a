package io.jenkins.plugins.mergeability.engine.run.process;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The events of a run, which are all processed on its one thread. */
public final class EventLoop {

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

    /** Adds an event; callable from any thread. */
    public void post(Runnable event) {
        events.add(event);
    }

    /** Waits for the next event and processes it. */
    public void next() throws InterruptedException {
        events.take().run();
    }

    /** Waits for the next event and processes it, within a time limit. Returns whether there was one. */
    public boolean next(long millis) throws InterruptedException {
        Runnable event = events.poll(millis, TimeUnit.MILLISECONDS);
        if (event != null) {
            event.run();
        }
        return event != null;
    }
}
