package io.jenkins.plugins.mergeability.engine.outputs.store;

import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.StoredOutput;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * How much a store keeps.
 *
 * @param maxBytes how many compressed bytes together
 * @param maxAge how long after the last use
 */
public record Eviction(long maxBytes, Duration maxAge) {

    /** 20 GiB and 14 days. */
    public static final Eviction DEFAULT = new Eviction(20L << 30, Duration.ofDays(14));

    /**
     * Removes what is too old, then what is too much: the lowest rank first, and of one rank the least recently used.
     *
     * @param pinned what stays, whatever its age and size
     * @param rank how much an output is worth: those of other branches less than those of the primary one
     * @return what was removed
     */
    public List<StoredOutput> evict(
            OutputStore store, Instant now, Predicate<OutputDigest> pinned, ToIntFunction<OutputDigest> rank)
            throws IOException {
        List<StoredOutput> removed = new ArrayList<>();
        List<StoredOutput> candidates = new ArrayList<>();
        long bytes = 0;
        for (StoredOutput stored : store.list()) {
            boolean stays = pinned.test(stored.digest());
            if (!stays && stored.lastUsed().isBefore(now.minus(maxAge))) {
                store.remove(stored.digest());
                removed.add(stored);
                continue;
            }
            bytes += stored.bytes();
            if (!stays) {
                candidates.add(stored);
            }
        }
        candidates.sort(Comparator.comparingInt((StoredOutput stored) -> rank.applyAsInt(stored.digest()))
                .thenComparing(StoredOutput::lastUsed)
                .thenComparing(StoredOutput::digest));
        for (StoredOutput stored : candidates) {
            if (bytes <= maxBytes) {
                break;
            }
            store.remove(stored.digest());
            removed.add(stored);
            bytes -= stored.bytes();
        }
        return removed;
    }
}
