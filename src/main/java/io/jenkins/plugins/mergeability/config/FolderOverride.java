package io.jenkins.plugins.mergeability.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a folder says differently from what is around it. Whatever is empty it leaves as it is. */
record FolderOverride(
        Map<String, Platform> platforms,
        Map<String, Integer> limits,
        Optional<String> agent,
        OptionalInt branchesUpTo,
        OptionalInt maxParallel,
        Optional<Boolean> proofs,
        Optional<Boolean> abortSuperseded) {

    /** A folder that says nothing. */
    static final FolderOverride EMPTY = new FolderOverride(
            Map.of(),
            Map.of(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());

    /** What holds in this folder if it lies in {@code outer}. */
    FolderOverride within(FolderOverride outer) {
        return new FolderOverride(
                merged(outer.platforms, platforms),
                merged(outer.limits, limits),
                agent.or(outer::agent),
                branchesUpTo.isPresent() ? branchesUpTo : outer.branchesUpTo,
                maxParallel.isPresent() ? maxParallel : outer.maxParallel,
                proofs.or(outer::proofs),
                abortSuperseded.or(outer::abortSuperseded));
    }

    /** The entries of both, the stronger ones where both have one. */
    static <V> Map<String, V> merged(Map<String, V> weak, Map<String, V> strong) {
        Map<String, V> merged = new LinkedHashMap<>(weak);
        merged.putAll(strong);
        return merged;
    }
}
