package io.jenkins.plugins.mergeability.engine.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The limits by which pruning keeps outcomes: the newest within all limits.
 *
 * @param age the maximum age of an outcome
 * @param count the maximum number of outcomes
 * @param bytes the maximum size of all outcomes
 */
record Retention(Duration age, int count, long bytes) {

    /** Ages beyond this (a million years) are unlimited, and would overflow an instant. */
    private static final Duration FOREVER = Duration.ofDays(365_000_000);

    /** An outcome: its end time, its position in the store and its size. */
    record Entry(long at, int position, int size) {}

    Retention {
        if (age.isNegative() || count < 0 || bytes < 0) {
            throw new IllegalArgumentException("negative limit: " + age + ", " + count + ", " + bytes);
        }
    }

    /** The positions of the entries that are kept at {@code now}. */
    BitSet kept(List<Entry> entries, Instant now) {
        long oldest = age.compareTo(FOREVER) >= 0 ? Long.MIN_VALUE : now.toEpochMilli() - age.toMillis();
        List<Entry> newestFirst = new ArrayList<>(entries);
        newestFirst.sort(Comparator.comparingLong(Entry::at)
                .thenComparingInt(Entry::position)
                .reversed());
        BitSet kept = new BitSet();
        int left = count;
        long bytesLeft = bytes;
        for (Entry entry : newestFirst) {
            bytesLeft -= entry.size();
            if (entry.at() < oldest || left-- == 0 || bytesLeft < 0) {
                break;
            }
            kept.set(entry.position());
        }
        return kept;
    }
}
