package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long the jobs of a plan took the last time, whatever their inputs were then. */
public final class PastDurations {

    private PastDurations() {}

    /**
     * The last duration of every job the plan runs, where there is one.
     *
     * @throws IOException if the store cannot be read
     */
    public static Map<JobKey, Duration> of(Plan plan, ProofStore store) throws IOException {
        Map<JobKey, Duration> durations = new HashMap<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN) {
                    List<Outcome> latest = store.latest(job.key(), 1);
                    if (!latest.isEmpty()) {
                        durations.put(job.key(), latest.get(0).duration());
                    }
                }
            }
        }
        return durations;
    }
}
