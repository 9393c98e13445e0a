package io.jenkins.plugins.mergeability.planning;

import hudson.Util;
import io.jenkins.plugins.mergeability.engine.map.When;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The key of the last fully proven commit of a branch. Each build is compared with the proven commit of an earlier build
 * with the same key. Builds for another occasion or with another map have another key.
 */
final class BaselineKey {

    private BaselineKey() {}

    /**
     * The key of a build.
     *
     * @param inline the map in the pipeline, if any
     * @return empty for a build that does not prove its commit completely, even if all of its jobs pass
     */
    static Optional<String> of(
            Optional<String> branch, PlanOptions options, When occasion, Optional<MapSource> inline) {
        if (branch.isEmpty() || !options.jobs().isEmpty() || options.base().isPresent()) {
            return Optional.empty();
        }
        StringBuilder key = new StringBuilder(branch.get());
        if (occasion != When.CHANGE) {
            key.append(" (").append(occasion.text()).append(')');
        }
        if (inline.isPresent()) {
            key.append(" by a map ")
                    .append(Util.getDigestOf(new String(inline.get().bytes(), StandardCharsets.UTF_8)));
        } else if (!options.mapPath().equals(PlanOptions.MAP_PATH)) {
            key.append(" by ").append(options.mapPath());
        }
        return Optional.of(key.toString());
    }
}
