package io.jenkins.plugins.mergeability.step;

import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.planning.PlanOptions;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a call of a step.
 *
 * @param map the path of the component map
 * @param inline the inline map; null for one in the repository
 * @param all whether everything counts as changed
 * @param base the revision to compare with; null for the default of the build
 * @param when the occasion to plan for; null for the default of the build
 * @param proofs whether proven jobs do not run again, and passing jobs are recorded as proven
 * @param ignored names of variables that decide no outcome, and that commands do not get
 * @param jobs jobs to run by name, with all they need; empty for those the change affects
 * @param maxParallel how many jobs may run at the same time; 0 for any number
 * @param failFast whether the first failure stops the rest
 * @param branchesUpTo up to how many components each get a branch
 * @param clean whether the workspace in which the step is called may be cleaned
 */
record StepOptions(
        String map,
        Map<String, Object> inline,
        boolean all,
        String base,
        String when,
        boolean proofs,
        List<String> ignored,
        List<String> jobs,
        int maxParallel,
        boolean failFast,
        int branchesUpTo,
        boolean clean)
        implements Serializable {

    PlanOptions planOptions() {
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
