package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.config.MapName;
import io.jenkins.plugins.mergeability.engine.map.When;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a plan.
 *
 * @param mapPath the path of the component map relative to the top of the repository
 * @param inline the map in the pipeline, which replaces the one in the repository
 * @param everything whether everything counts as changed
 * @param everythingReason the reason, as a sentence
 * @param base the revision to compare with; empty for the default of the kind of build
 * @param occasion the occasion to plan for; empty for the default of the kind of build
 * @param proofs whether proven jobs are skipped
 * @param jobs the names of the jobs to run ({@code component} or {@code component/job}), with all that they need; empty for
 *     the jobs that the change affects
 */
public record PlanOptions(
        String mapPath,
        Optional<Map<String, Object>> inline,
        boolean everything,
        String everythingReason,
        Optional<String> base,
        Optional<When> occasion,
        boolean proofs,
        List<String> jobs) {

    /** The default path of the component map. */
    public static final String MAP_PATH = MapName.DEFAULT;

    /** The default options. */
    public static final PlanOptions DEFAULT =
            new PlanOptions(MAP_PATH, Optional.empty(), false, "", Optional.empty(), Optional.empty(), true, List.of());

    public PlanOptions {
        jobs = List.copyOf(jobs);
    }
}
