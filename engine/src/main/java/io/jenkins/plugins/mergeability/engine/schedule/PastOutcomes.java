package io.jenkins.plugins.mergeability.engine.schedule;

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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The last outcomes of the jobs of a plan, for any inputs. */
public final class PastOutcomes {

    private PastOutcomes() {}

    /**
     * The last outcome of each job the plan runs, if any.
     *
     * @throws IOException if the store cannot be read
     */
    public static Map<JobKey, Outcome> of(Plan plan, ProofStore store) throws IOException {
        Set<JobKey> keys = new HashSet<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN) {
                    keys.add(job.key());
                }
            }
        }
        return store.latest(keys);
    }

    /** How long jobs took. */
    public static Map<JobKey, Duration> durations(Map<JobKey, Outcome> outcomes) {
        Map<JobKey, Duration> durations = new HashMap<>();
        outcomes.forEach((key, outcome) -> durations.put(key, outcome.duration()));
        return durations;
    }
}
