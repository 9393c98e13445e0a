package io.jenkins.plugins.mergeability.step;

import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.planning.PlanOptions;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a call of a step asks for.
 *
 * @param map the path of the component map
 * @param inline the map as the pipeline gives it; null for one in the repository
 * @param all whether everything is to be built
 * @param base the revision to compare with; null for the one that suits the build
 * @param when the occasion to plan for; null for the one that suits the build
 * @param proofs whether what is proven need not run, and what passes is proven
 * @param jobs jobs to run by name, with all they need; empty for what the change affects
 * @param maxParallel how many jobs may run at once; 0 for any number
 * @param failFast whether the first failure ends the rest
 * @param branchesUpTo how many components have a branch of their own at the most
 */
record StepOptions(
        String map,
        Map<String, Object> inline,
        boolean all,
        String base,
        String when,
        boolean proofs,
        List<String> jobs,
        int maxParallel,
        boolean failFast,
        int branchesUpTo)
        implements Serializable {

    PlanOptions options() {
        return new PlanOptions(
                map,
                Optional.ofNullable(inline),
                all,
                all ? "everything was asked for" : "",
                Optional.ofNullable(base),
                Optional.ofNullable(when).map(name -> When.valueOf(name.toUpperCase(Locale.ROOT))),
                proofs,
                jobs);
    }
}
