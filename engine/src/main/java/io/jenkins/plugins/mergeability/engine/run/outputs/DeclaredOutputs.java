package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.outputs.OutputGlobs;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.schedule.Preparations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the jobs of a plan declare as outputs, and whose outputs each job finds. */
final class DeclaredOutputs {

    private final Map<JobKey, PlannedJob> jobs = new HashMap<>();
    private final Map<JobKey, OutputGlobs> globs = new HashMap<>();
    private final Map<JobKey, String> roots = new HashMap<>();

    DeclaredOutputs(Plan plan) {
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                jobs.put(job.key(), job);
                roots.put(job.key(), component.definition().root());
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

    /** Globs of a job, from the top of the repository. */
    OutputGlobs globs(JobKey job, List<String> ofJob) {
        return OutputGlobs.of(roots.get(job), ofJob);
    }

    /** What jobs keep in a workspace. */
    List<OutputGlobs> kept() {
        List<OutputGlobs> kept = new ArrayList<>();
        for (PlannedJob job : jobs.values()) {
            List<String> paths = job.definition().settings().files().keep().paths();
            if (!paths.isEmpty()) {
                kept.add(globs(job.key(), paths));
            }
        }
        return kept;
    }

    List<JobKey> jobsToRun() {
        List<JobKey> keys = new ArrayList<>();
        for (PlannedJob job : jobs.values()) {
            if (job.state() == JobState.RUN) {
                keys.add(job.key());
            }
        }
        return keys;
    }

    /** The jobs that have to run in a clean working tree before a job. */
    List<JobKey> preparations(JobKey job, Predicate<JobKey> failed) {
        return new Preparations(this::directNeeds, key -> jobs.get(key).definition(), failed).of(job);
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
