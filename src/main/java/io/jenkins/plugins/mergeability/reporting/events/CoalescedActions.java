package io.jenkins.plugins.mergeability.reporting.events;

import java.util.HashMap;
import java.util.Map;

/**
 * Runs actions, for each key one at a time, and once for all requests that arrive meanwhile. So a flood of requests costs at
 * most one thread.
 */
final class CoalescedActions {

    /** The keys whose action runs, and whether it was requested again. */
    private final Map<String, Boolean> running = new HashMap<>();

    /** Runs an action until it was not requested meanwhile; returns at once if it runs already. */
    void run(String key, Runnable action) {
        synchronized (this) {
            if (running.containsKey(key)) {
                running.put(key, true);
                return;
            }
            running.put(key, false);
        }
        boolean ended = false;
        try {
            while (!ended) {
                action.run();
                synchronized (this) {
                    ended = !running.put(key, false);
                    if (ended) {
                        running.remove(key);
                    }
                }
            }
        } finally {
            if (!ended) {
                synchronized (this) {
                    running.remove(key); // the action failed
                }
            }
        }
    }
}
