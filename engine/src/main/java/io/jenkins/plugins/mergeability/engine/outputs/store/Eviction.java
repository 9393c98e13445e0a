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
import java.util.Map;
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

    private record Candidate(OutputStore store, StoredOutput stored, int rank) {

        boolean isOlderThan(Instant limit) {
            return stored.lastUsed().isBefore(limit);
        }
    }

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
        List<Candidate> all = new ArrayList<>();
        for (StoredOutput stored : store.list()) {
            all.add(new Candidate(store, stored, rank.applyAsInt(stored.digest())));
        }
        return evict(all, now, pinned);
    }

    /**
     * The same for several stores with one bound.
     *
     * @param ranks how much the outputs of each store are worth
     */
    public List<StoredOutput> evict(
            Map<? extends OutputStore, Integer> ranks, Instant now, Predicate<OutputDigest> pinned) throws IOException {
        List<Candidate> all = new ArrayList<>();
        for (Map.Entry<? extends OutputStore, Integer> each : ranks.entrySet()) {
            for (StoredOutput stored : each.getKey().list()) {
                all.add(new Candidate(each.getKey(), stored, each.getValue()));
            }
        }
        return evict(all, now, pinned);
    }

    private List<StoredOutput> evict(List<Candidate> all, Instant now, Predicate<OutputDigest> pinned)
            throws IOException {
        List<StoredOutput> removed = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        long bytes = 0;
        for (Candidate each : all) {
            boolean stays = pinned.test(each.stored().digest());
            if (!stays && each.isOlderThan(now.minus(maxAge))) {
                each.store().remove(each.stored().digest());
                removed.add(each.stored());
                continue;
            }
            bytes += each.stored().bytes();
            if (!stays) {
                candidates.add(each);
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::rank)
                .thenComparing(each -> each.stored().lastUsed())
                .thenComparing(each -> each.stored().digest()));
        for (Candidate each : candidates) {
            if (bytes <= maxBytes) {
                break;
            }
            each.store().remove(each.stored().digest());
            removed.add(each.stored());
            bytes -= each.stored().bytes();
        }
        return removed;
    }
}
