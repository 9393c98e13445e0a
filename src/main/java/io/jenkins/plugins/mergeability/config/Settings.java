package io.jenkins.plugins.mergeability.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What holds for the builds of a job: the global configuration, overridden by the folders it lies in.
 *
 * @param platforms the configured platforms by name
 * @param limits the configured sizes by the limit's name
 * @param agent the label of jobs that name none; empty: any agent
 * @param branchesUpTo how many affected components get a branch of their own; if there are more, branches are shared
 * @param maxParallel how many jobs one step may run at a time; empty: as many as there are agents
 * @param maxParallelOnController how many jobs all steps together may run at a time; empty: no bound
 * @param proofs whether what has been proven is not run again
 * @param proofAge how long a proof is kept
 * @param abortSuperseded whether new commits of a pull request abort its running builds
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
        boolean abortSuperseded) {

    public Settings {
        platforms = Collections.unmodifiableMap(new LinkedHashMap<>(platforms));
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }

    /** What holds for the builds of {@code item}, or what holds outside of all folders. */
    public static Settings of(@CheckForNull Item item) {
        FolderOverride layer = FolderOverride.EMPTY;
        for (Object around = item; around instanceof Item within; around = within.getParent()) {
            if (around instanceof AbstractFolder<?> folder) {
                MergeabilityFolderProperty property = folder.getProperties().get(MergeabilityFolderProperty.class);
                if (property != null) {
                    layer = layer.within(property.layer());
                }
            }
        }
        return MergeabilityConfiguration.get().settings().with(layer);
    }

    /** The platform of this name; one that nobody configured is looked for by its name as the label. */
    public Platform platform(String name) {
        Platform configured = platforms.get(name);
        return configured == null ? Platform.named(name) : configured;
    }

    /** How many jobs with this limit may run at a time on the whole controller: 1 where nobody said otherwise. */
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
     * These settings with those of a folder. A limit is counted on the whole controller, so its size is what the global
     * configuration says, and a folder's only where that is silent.
     */
    Settings with(FolderOverride folder) {
        return new Settings(
                FolderOverride.merged(platforms, folder.platforms()),
                FolderOverride.merged(folder.limits(), limits),
                folder.agent().orElse(agent),
                folder.branchesUpTo().orElse(branchesUpTo),
                folder.maxParallel().isPresent() ? bound(folder.maxParallel().getAsInt()) : maxParallel,
                maxParallelOnController,
                folder.proofs().orElse(proofs),
                proofAge,
                folder.abortSuperseded().orElse(abortSuperseded));
    }

    /** What people write as 0 is no bound. */
    static OptionalInt bound(int most) {
        return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }
}
