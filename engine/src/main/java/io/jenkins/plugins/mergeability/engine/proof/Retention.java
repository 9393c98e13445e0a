package io.jenkins.plugins.mergeability.engine.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Which outcomes a pruning leaves: the newest, as long as none of the bounds is passed.
 *
 * @param age how long ago an outcome may have ended
 * @param count how many outcomes may stay
 * @param bytes how much room they may take
 */
record Retention(Duration age, int count, long bytes) {

    /** Ages beyond this (a million years) are no bound at all, and would overflow an instant. */
    private static final Duration FOREVER = Duration.ofDays(365_000_000);

    /** What a store keeps for the choice: when an outcome ended, where it stands and how much room it takes. */
    record Entry(long at, int position, int size) {}

    Retention {
        if (age.isNegative() || count < 0 || bytes < 0) {
            throw new IllegalArgumentException("negative bound: " + age + ", " + count + ", " + bytes);
        }
    }

    /** The positions of those of {@code entries} that stay at {@code now}. */
    BitSet kept(List<Entry> entries, Instant now) {
        long oldest = age.compareTo(FOREVER) >= 0 ? Long.MIN_VALUE : now.toEpochMilli() - age.toMillis();
        List<Entry> newestFirst = new ArrayList<>(entries);
        newestFirst.sort(Comparator.comparingLong(Entry::at)
                .thenComparingInt(Entry::position)
                .reversed());
        BitSet kept = new BitSet();
        int left = count;
        long room = bytes;
        for (Entry entry : newestFirst) {
            room -= entry.size();
            if (entry.at() < oldest || left-- == 0 || room < 0) {
                break;
            }
            kept.set(entry.position());
        }
        return kept;
    }
}
