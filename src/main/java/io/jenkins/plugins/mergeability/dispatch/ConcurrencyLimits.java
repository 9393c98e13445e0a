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
 * How many jobs of each limit run on this controller, whatever their build. It holds nothing over a restart: builds that
 * go on then take their places again.
 */
final class ConcurrencyLimits {

    static final ConcurrencyLimits INSTANCE = new ConcurrencyLimits();

    /** Who holds a place, by the limit's name. */
    private final Map<String, Set<Object>> holders = new HashMap<>();

    private final Set<Runnable> listeners = new LinkedHashSet<>();

    /** Whether it is not known yet what runs. */
    private boolean closed;

    /** Nothing new is given away until {@link #open}. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isOpen() {
        return !closed;
    }

    /** Everybody who held a place has taken it again. */
    void open() {
        List<Runnable> told;
        synchronized (this) {
            closed = false;
            told = new ArrayList<>(listeners);
        }
        told.forEach(Runnable::run);
    }

    /** Forgets everything, as the end of the process would. */
    synchronized void forget() {
        holders.clear();
        listeners.clear();
    }

    /** Takes a place of each of these limits, or none at all. The sizes are by the limit's name. */
    synchronized boolean acquire(Object holder, Map<String, Integer> sizes) {
        if (!free(holder, sizes)) {
            return false;
        }
        sizes.keySet()
                .forEach(limit ->
                        holders.computeIfAbsent(limit, name -> new HashSet<>()).add(holder));
        return true;
    }

    /** Takes a place of each of these limits, also beyond their size: for what runs already. */
    synchronized void take(Object holder, Collection<String> limits) {
        limits.forEach(
                limit -> holders.computeIfAbsent(limit, name -> new HashSet<>()).add(holder));
    }

    /** Whether there is a place of each of these limits. */
    synchronized boolean free(Object holder, Map<String, Integer> sizes) {
        boolean open = !closed;
        return sizes.entrySet().stream().allMatch(size -> {
            Set<Object> now = holders.getOrDefault(size.getKey(), Set.of());
            return now.contains(holder) || open && now.size() < size.getValue();
        });
    }

    /** Gives back all places of a holder, and tells everybody who may have waited for one. */
    void release(Object holder) {
        List<Runnable> told;
        synchronized (this) {
            boolean any = false;
            for (Set<Object> places : holders.values()) {
                any |= places.remove(holder);
            }
            holders.values().removeIf(Set::isEmpty);
            told = any ? new ArrayList<>(listeners) : List.of();
        }
        told.forEach(Runnable::run);
    }

    synchronized void listen(Runnable listener) {
        listeners.add(listener);
    }

    synchronized void leave(Runnable listener) {
        listeners.remove(listener);
    }
}
