package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;
import java.util.Optional;

/**
 * A named tree of commands of one component.
 *
 * @param name unique within the component
 * @param block what runs; its own options are {@link BlockOptions#NONE}, as everything said at a job is a setting of the job
 * @param settings what applies to the whole job, the map's defaults included
 * @param position where the job stands in the map
 */
public record Job(String name, Block block, JobSettings settings, Position position) {

    /** The platforms it must pass on: the named ones, or one without a name. */
    public List<Optional<String>> platforms() {
        return settings.platforms().isEmpty()
                ? List.of(Optional.empty())
                : settings.platforms().stream().map(Optional::of).toList();
    }
}
