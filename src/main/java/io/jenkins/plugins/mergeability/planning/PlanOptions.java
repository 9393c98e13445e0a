package io.jenkins.plugins.mergeability.planning;

import io.jenkins.plugins.mergeability.engine.map.When;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline asks of a plan.
 *
 * @param mapPath the path of the component map from the top of the repository
 * @param inline the map itself, where the pipeline gives it instead
 * @param everything whether everything counts as changed
 * @param everythingWhy why it does, in a sentence
 * @param base the revision to compare with, instead of the one that the kind of build suggests
 * @param occasion what to plan for, instead of what the kind of build suggests
 * @param proofs whether jobs that are proven need not run
 * @param jobs jobs to run by name ({@code component} or {@code component/job}), with all they need; none: by the change
 */
public record PlanOptions(
        String mapPath,
        Optional<Map<String, Object>> inline,
        boolean everything,
        String everythingWhy,
        Optional<String> base,
        Optional<When> occasion,
        boolean proofs,
        List<String> jobs) {

    /** Where a map is unless something else is said. */
    public static final String MAP_PATH = "components.yaml";

    /** Nothing in particular is asked. */
    public static final PlanOptions DEFAULT =
            new PlanOptions(MAP_PATH, Optional.empty(), false, "", Optional.empty(), Optional.empty(), true, List.of());

    public PlanOptions {
        jobs = List.copyOf(jobs);
    }
}
