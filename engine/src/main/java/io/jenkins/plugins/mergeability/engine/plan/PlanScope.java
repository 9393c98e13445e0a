package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.util.List;
import java.util.Set;

/** What a plan starts from. */
public sealed interface PlanScope {

    /**
     * A change.
     *
     * @param paths the changed paths, sorted
     * @param redefined names of components that the map defines differently than at the base
     * @param mapPath the path of the map itself, which is never unclaimed, or empty if it is not in the repository
     */
    record Changed(List<String> paths, Set<String> redefined, String mapPath) implements PlanScope {}

    /**
     * All components count as affected.
     *
     * @param why a sentence that says why
     */
    record Everything(String why) implements PlanScope {}

    /**
     * Jobs asked for by name, with all they need, whether or not a change reaches them.
     *
     * @param jobs the jobs, each of which the map has
     */
    record Asked(Set<JobRef> jobs) implements PlanScope {}
}
