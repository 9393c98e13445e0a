package io.jenkins.plugins.mergeability.engine.run.process;

import java.util.concurrent.LinkedBlockingQueue;

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
}
