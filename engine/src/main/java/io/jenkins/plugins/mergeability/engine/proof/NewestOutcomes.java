package io.jenkins.plugins.mergeability.engine.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the newest few outcomes, which are added in the order in which they were recorded. */
final class NewestOutcomes {

    private record Entry(Outcome outcome, int position) {}

    private static final Comparator<Entry> OLDEST_FIRST =
            Comparator.<Entry, Instant>comparing(entry -> entry.outcome().at()).thenComparingInt(Entry::position);

    private final int max;
    private final PriorityQueue<Entry> kept = new PriorityQueue<>(OLDEST_FIRST);
    private int seen;

    NewestOutcomes(int max) {
        if (max < 0) {
            throw new IllegalArgumentException("negative count: " + max);
        }
        this.max = max;
    }

    void add(Outcome outcome) {
        kept.add(new Entry(outcome, seen++));
        if (kept.size() > max) {
            kept.remove();
        }
    }

    List<Outcome> newestFirst() {
        List<Entry> entries = new ArrayList<>(kept);
        entries.sort(OLDEST_FIRST.reversed());
        List<Outcome> outcomes = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            outcomes.add(entry.outcome());
        }
        return Collections.unmodifiableList(outcomes);
    }
}
