package io.jenkins.plugins.mergeability.engine.run;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The one thread on which the state of a run changes: whatever happens elsewhere is posted here. */
final class Loop {

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

    /** Has something done on the thread of the run; callable from any thread. */
    void post(Runnable event) {
        events.add(event);
    }

    /** Waits for the next event and does what it says. */
    void next() throws InterruptedException {
        events.take().run();
    }

    /** Waits for the next event, but not for ever. Returns whether there was one. */
    boolean next(long millis) throws InterruptedException {
        Runnable event = events.poll(millis, TimeUnit.MILLISECONDS);
        if (event != null) {
            event.run();
        }
        return event != null;
    }
}
