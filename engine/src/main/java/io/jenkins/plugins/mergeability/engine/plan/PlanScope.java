package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.JobRef;
import java.util.List;
import java.util.Set;

/** What a plan starts from. */
public sealed interface PlanScope {

    /**
     * A change.
     *
     * @param files the changed paths by whom they concern
     * @param bases the states it starts from; none where the map means the same in each, so that the paths say it all
     */
    record Changed(ChangedFiles files, List<BaseState> bases) implements PlanScope {

        public Changed {
            bases = List.copyOf(bases);
        }
    }

    /**
     * All components count as affected.
     *
     * @param why a sentence that says why
     */
    record Everything(String why) implements PlanScope {}

    /**
     * Jobs requested by name, with what they need, whether or not a change reaches them.
     *
     * @param jobs the jobs, each of which the map has
     */
    record Requested(Set<JobRef> jobs) implements PlanScope {}
}
