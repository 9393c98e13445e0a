package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.outputs.OutputGlobs;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the jobs of a plan declare as outputs, and whose outputs each job finds. */
final class DeclaredOutputs {

    private final Map<JobKey, PlannedJob> jobs = new HashMap<>();
    private final Map<JobKey, OutputGlobs> globs = new HashMap<>();

    DeclaredOutputs(Plan plan) {
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                jobs.put(job.key(), job);
                if (job.definition().settings().files().hasOutputs()) {
                    globs.put(
                            job.key(),
                            OutputGlobs.of(
                                    component.definition().root(),
                                    job.definition()
                                            .settings()
                                            .files()
                                            .outputs()
                                            .orElseThrow()));
                }
            }
        }
    }

    /** Whether any job declares outputs. */
    boolean any() {
        return !globs.isEmpty();
    }

    /** Whether a job declares outputs. */
    boolean by(JobKey job) {
        return globs.containsKey(job);
    }

    OutputGlobs globs(JobKey job) {
        return globs.get(job);
    }

    PlannedJob job(JobKey key) {
        return jobs.get(key);
    }

    List<JobKey> directNeeds(JobKey job) {
        return jobs.get(job).needs();
    }

    /** The jobs whose outputs a job finds, if they leave any. */
    Set<JobKey> needs(JobKey job) {
        Set<JobKey> needs = JobNeeds.of(job, this::directNeeds);
        needs.removeIf(need -> !jobs.get(job).definition().settings().findsOutputsOf(need));
        return needs;
    }
}
