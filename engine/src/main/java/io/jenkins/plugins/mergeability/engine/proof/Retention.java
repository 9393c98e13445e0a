package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The limits by which pruning keeps outcomes: the newest within all limits.
 *
 * @param age the maximum age of an outcome
 * @param count the maximum number of outcomes
 * @param bytes the maximum size of all outcomes
 * @param latest whether the newest outcome of each job is kept beyond the number and the size, so that a repository whose
 *     outcomes take more than that does not lose what it has just proven
 */
record Retention(Duration age, int count, long bytes, boolean latest) {

    /** Ages beyond this (a million years) are unlimited, and would overflow an instant. */
    private static final Duration FOREVER = Duration.ofDays(365_000_000);

    /** An outcome: its job, its end time, its position in the store and its size. */
    record Entry(JobKey job, long at, int position, int size) {}

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
        boolean within = true;
        Set<JobKey> seen = new HashSet<>();
        for (Entry entry : newestFirst) {
            bytesLeft -= entry.size();
            within &= left-- > 0 && bytesLeft >= 0;
            if (entry.at() < oldest || !within && !latest) {
                break;
            }
            if (seen.add(entry.job()) || within) {
                kept.set(entry.position());
            }
        }
        return kept;
    }
}
