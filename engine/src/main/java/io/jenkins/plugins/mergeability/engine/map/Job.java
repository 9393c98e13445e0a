package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;
import java.util.Optional;

/**
 * A named tree of commands of one component.
 *
 * @param name unique within the component
 * @param block what runs; its options are {@link BlockOptions#NONE}, because the keys of a job are its settings
 * @param settings the settings of the job, merged with the map's defaults
 * @param position where the job is in the map
 */
public record Job(String name, Block block, JobSettings settings, Position position) {

    /** The platforms it must pass on; a single empty one for a job without platforms. */
    public List<Optional<String>> platforms() {
        return settings.platforms().isEmpty()
                ? List.of(Optional.empty())
                : settings.platforms().stream().map(Optional::of).toList();
    }

    /** This job on the configured platforms, if it is for all. */
    Job withPlatforms(List<String> configured) {
        return settings.allPlatforms() ? new Job(name, block, settings.withPlatforms(configured), position) : this;
    }
}
