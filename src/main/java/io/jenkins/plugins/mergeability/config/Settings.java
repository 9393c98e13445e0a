package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The effective build settings of a job: the global configuration, overridden by the parent folders.
 *
 * @param platforms the configured platforms by name
 * @param limits the configured limits by name: how many jobs may run at the same time
 * @param agent the label for jobs that name none; empty: any agent
 * @param branchesUpTo the maximum number of affected components with a branch each; with more, components share branches
 * @param maxParallel the maximum number of jobs that one step runs at the same time; empty: the number of agents
 * @param maxParallelOnController the maximum for all steps together; empty: no limit
 * @param proofs whether proven jobs are skipped
 * @param proofAge how long a proof is kept
 * @param abortSuperseded whether new commits of a pull request abort its running builds
 * @param scopes which builds use the proofs of which others
 */
public record Settings(
        Map<String, Platform> platforms,
        Map<String, Integer> limits,
        String agent,
        int branchesUpTo,
        OptionalInt maxParallel,
        OptionalInt maxParallelOnController,
        boolean proofs,
        Duration proofAge,
        boolean abortSuperseded,
        ScopeSettings scopes) {

    public Settings {
        platforms = Collections.unmodifiableMap(new LinkedHashMap<>(platforms));
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }

    /** The settings of an item; those of the controller for null. */
    public static Settings of(@CheckForNull Item item) {
        FolderOverride override = FolderOverride.EMPTY;
        for (FolderSettings folder : FolderSettings.of(item)) {
            override = override.within(folder.property().override());
        }
        return MergeabilityConfiguration.get().settings().with(override);
    }

    /** The platform with a name. The name of a platform that is not configured is its label. */
    public Platform platform(String name) {
        Platform configured = platforms.get(name);
        return configured == null ? Platform.named(name) : configured;
    }

    /** The number of jobs with a limit that may run at the same time on the whole controller; 1 by default. */
    public int limit(String name) {
        return limits.getOrDefault(name, 1);
    }

    /** The fingerprints of the platforms that have one, by the platform's name. */
    public Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        for (Platform platform : platforms.values()) {
            if (!platform.fingerprint().isEmpty()) {
                fingerprints.put(platform.name(), platform.fingerprint());
            }
        }
        return fingerprints;
    }

    /**
     * Applies the override of a folder. A limit is counted on the whole controller, so the global configuration takes
     * precedence over the folder for limits.
     */
    Settings with(FolderOverride folder) {
        return new Settings(
                FolderOverride.merged(platforms, folder.platforms()),
                FolderOverride.merged(folder.limits(), limits),
                folder.agent().orElse(agent),
                folder.branchesUpTo().orElse(branchesUpTo),
                folder.maxParallel().isPresent() ? maximum(folder.maxParallel().getAsInt()) : maxParallel,
                maxParallelOnController,
                folder.proofs().orElse(proofs),
                proofAge,
                folder.abortSuperseded().orElse(abortSuperseded),
                scopes.with(folder.scopes()));
    }

    /** A configured maximum; 0 means no maximum. */
    static OptionalInt maximum(int configured) {
        return configured == 0 ? OptionalInt.empty() : OptionalInt.of(configured);
    }
}
