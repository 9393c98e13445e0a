package io.jenkins.plugins.mergeability.engine.run.process;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The one thread on which the state of a run changes: whatever happens elsewhere is posted here. */
public final class EventLoop {

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

    /** Has something done on the thread of the run; callable from any thread. */
    public void post(Runnable event) {
        events.add(event);
    }

    /** Waits for the next event and does what it says. */
    public void next() throws InterruptedException {
        events.take().run();
    }

    /** Waits for the next event, but not for ever. Returns whether there was one. */
    public boolean next(long millis) throws InterruptedException {
        Runnable event = events.poll(millis, TimeUnit.MILLISECONDS);
        if (event != null) {
            event.run();
        }
        return event != null;
    }
}
