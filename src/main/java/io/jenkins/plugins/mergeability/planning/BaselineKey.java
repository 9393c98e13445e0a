package io.jenkins.plugins.mergeability.planning;

import hudson.Util;
import io.jenkins.plugins.mergeability.engine.map.When;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The line of builds that follow one another: what one of them has proven for a commit, the next need not look at again.
 * Builds of a branch for another occasion or by another map have proven something else.
 */
final class BaselineKey {

    private BaselineKey() {}

    /**
     * The name of the line a build belongs to.
     *
     * @param inline the map given in the pipeline, where there is one
     * @return nothing for a build after which there may be something unproven, even if all its jobs pass
     */
    static Optional<String> of(Optional<String> branch, PlanOptions options, When occasion, Optional<MapSource> inline) {
        if (branch.isEmpty() || !options.jobs().isEmpty() || options.base().isPresent()) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder(branch.get());
        if (occasion != When.CHANGE) {
            line.append(" (").append(occasion.text()).append(')');
        }
        if (inline.isPresent()) {
            line.append(" by a map ")
                    .append(Util.getDigestOf(new String(inline.get().bytes(), StandardCharsets.UTF_8)));
        } else if (!options.mapPath().equals(PlanOptions.MAP_PATH)) {
            line.append(" by ").append(options.mapPath());
        }
        return Optional.of(line.toString());
    }
}
