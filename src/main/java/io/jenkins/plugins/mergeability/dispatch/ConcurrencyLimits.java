package io.jenkins.plugins.mergeability.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the jobs that run on a controller for each limit, across builds. The counts do not outlive a restart; builds that
 * resume restore theirs. Thread-safe.
 */
public final class ConcurrencyLimits {

    /** The holders of the places of each limit, by the limit's name. */
    private final Map<String, Set<Object>> holders = new HashMap<>();

    private final Set<Runnable> listeners = new LinkedHashSet<>();

    private boolean closed;

    /** Grants no new place until {@link #open}: the builds that resume have not restored their places yet. */
    public synchronized void close() {
        closed = true;
    }

    public synchronized boolean isOpen() {
        return !closed;
    }

    /** Grants places: all builds have restored theirs. */
    public void open() {
        List<Runnable> notified;
        synchronized (this) {
            closed = false;
            notified = new ArrayList<>(listeners);
        }
        notified.forEach(Runnable::run);
    }

    /** Drops all places and listeners, as the end of the process does. */
    public synchronized void clear() {
        holders.clear();
        listeners.clear();
    }

    /** Takes a place of each of these limits, or none at all. The sizes are by the limit's name. */
    synchronized boolean acquire(Object holder, Map<String, Integer> sizes) {
        if (!hasRoom(holder, sizes)) {
            return false;
        }
        restore(holder, sizes.keySet());
        return true;
    }

    /** Takes a place of each of these limits even beyond their size, for a job that already runs. */
    synchronized void restore(Object holder, Collection<String> limits) {
        limits.forEach(
                limit -> holders.computeIfAbsent(limit, name -> new HashSet<>()).add(holder));
    }

    /** Whether each of these limits has a place for a holder, or the holder has one already. */
    public synchronized boolean hasRoom(Object holder, Map<String, Integer> sizes) {
        boolean open = !closed;
        return sizes.entrySet().stream().allMatch(size -> {
            Set<Object> now = holders.getOrDefault(size.getKey(), Set.of());
            return now.contains(holder) || open && now.size() < size.getValue();
        });
    }

    /** Releases all places of a holder, and notifies the listeners. */
    void release(Object holder) {
        List<Runnable> notified;
        synchronized (this) {
            boolean any = false;
            for (Set<Object> places : holders.values()) {
                any |= places.remove(holder);
            }
            holders.values().removeIf(Set::isEmpty);
            notified = any ? new ArrayList<>(listeners) : List.of();
        }
        notified.forEach(Runnable::run);
    }

    synchronized void addListener(Runnable listener) {
        listeners.add(listener);
    }

    synchronized void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
