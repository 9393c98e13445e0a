package io.jenkins.plugins.mergeability.engine.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A named tree of commands of one component.
 *
 * @param name unique within the component
 * @param block what runs; its options are {@link BlockOptions#NONE}, because the keys of a job are its settings
 * @param settings the settings of the job, merged with the map's defaults
 * @param position where the job is in the map
 */
public record Job(String name, Block block, JobSettings settings, Position position) {

    private static final List<Optional<String>> ANYWHERE = List.of(Optional.empty());

    /** The platforms it must pass on; a single empty one for a job without platforms. */
    public List<Optional<String>> platforms() {
        if (settings.platforms().isEmpty()) {
            return ANYWHERE;
        }
        List<Optional<String>> platforms = new ArrayList<>(settings.platforms().size());
        for (String platform : settings.platforms()) {
            platforms.add(Optional.of(platform));
        }
        return Collections.unmodifiableList(platforms);
    }

    /**
     * Whether its result on a platform decides about a change: its failure is not allowed.
     *
     * @param informational the platforms on which failures are only shown
     */
    public boolean counts(Optional<String> platform, Set<String> informational) {
        return !settings.allowFailure()
                && platform.filter(informational::contains).isEmpty();
    }

    /** This job on the configured platforms, if it is for all. */
    Job withPlatforms(List<String> configured) {
        return settings.allPlatforms() ? new Job(name, block, settings.withPlatforms(configured), position) : this;
    }
}
