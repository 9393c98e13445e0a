package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How long the jobs of a plan took the last time, for any inputs. */
public final class PastDurations {

    private PastDurations() {}

    /**
     * The last duration of each job the plan runs, if any.
     *
     * @throws IOException if the store cannot be read
     */
    public static Map<JobKey, Duration> of(Plan plan, ProofStore store) throws IOException {
        Set<JobKey> keys = new HashSet<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN) {
                    keys.add(job.key());
                }
            }
        }
        Map<JobKey, Duration> durations = new HashMap<>();
        store.latest(keys).forEach((key, outcome) -> durations.put(key, outcome.duration()));
        return durations;
    }
}
