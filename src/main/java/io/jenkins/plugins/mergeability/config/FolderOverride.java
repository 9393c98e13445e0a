package io.jenkins.plugins.mergeability.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The build settings that a folder overrides. An empty setting is inherited from the parent. */
record FolderOverride(
        Map<String, Platform> platforms,
        Map<String, Integer> limits,
        Optional<String> agent,
        OptionalInt branchesUpTo,
        OptionalInt maxParallel,
        Optional<Boolean> proofs,
        Optional<Boolean> abortSuperseded,
        ScopeSettings.Override scopes) {

    /** Overrides nothing. */
    static final FolderOverride EMPTY = new FolderOverride(
            Map.of(),
            Map.of(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            ScopeSettings.Override.NONE);

    /** Combines this override with that of a parent folder. This one takes precedence. */
    FolderOverride within(FolderOverride parent) {
        return new FolderOverride(
                merged(parent.platforms, platforms),
                merged(parent.limits, limits),
                agent.or(parent::agent),
                branchesUpTo.isPresent() ? branchesUpTo : parent.branchesUpTo,
                maxParallel.isPresent() ? maxParallel : parent.maxParallel,
                proofs.or(parent::proofs),
                abortSuperseded.or(parent::abortSuperseded),
                scopes.within(parent.scopes));
    }

    /** Merges two maps. The second one takes precedence. */
    static <V> Map<String, V> merged(Map<String, V> defaults, Map<String, V> overrides) {
        Map<String, V> merged = new LinkedHashMap<>(defaults);
        merged.putAll(overrides);
        return merged;
    }
}
