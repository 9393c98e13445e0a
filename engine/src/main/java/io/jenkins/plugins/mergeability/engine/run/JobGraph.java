package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.run.files.JobFiles;
import io.jenkins.plugins.mergeability.engine.run.process.LogFiles;
import io.jenkins.plugins.mergeability.engine.schedule.Urgency;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The jobs of a plan: those that have to run, linked by what they need, and the results of those that do not.
 *
 * @param toRun the jobs that have to run, by key
 * @param results the results known before the run starts, by key
 * @param definitions what the map says of all jobs
 */
record JobGraph(Map<JobKey, JobRun> toRun, Map<JobKey, JobResult> results, Map<JobKey, Job> definitions) {

    /** @param repository the top directory of the repository */
    static JobGraph of(Plan plan, Path repository, LogFiles logs, Map<JobKey, Duration> durations) {
        Map<JobKey, JobRun> toRun = new TreeMap<>();
        Map<JobKey, JobResult> results = new TreeMap<>();
        Map<JobKey, Job> definitions = new HashMap<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                definitions.put(job.key(), job.definition());
                if (job.state() == JobState.RUN) {
                    String root = component.definition().root();
                    File jobLogs = logs.directoryOf(job.key());
                    Optional<JobFiles> files = JobFiles.of(
                            repository,
                            root,
                            job.definition().settings(),
                            jobLogs.toPath().resolve("artifacts"));
                    toRun.put(job.key(), new JobRun(job, root, jobLogs, files));
                } else {
                    results.put(job.key(), resultOf(job));
                }
            }
        }
        for (JobRun job : toRun.values()) {
            for (JobKey need : job.planned().needs()) {
                if (toRun.containsKey(need)) {
                    job.needs(toRun.get(need));
                }
            }
        }
        Map<JobKey, Long> urgencies = Urgency.of(plan, durations);
        toRun.forEach((key, job) -> job.setUrgency(urgencies.get(key)));
        return new JobGraph(toRun, results, definitions);
    }

    private static JobResult resultOf(PlannedJob job) {
        JobOutcome outcome =
                switch (job.state()) {
                    case PROVEN -> JobOutcome.PROVEN;
                    case UNAFFECTED -> JobOutcome.UNAFFECTED;
                    case SKIPPED -> JobOutcome.SKIPPED;
                    case RUN -> throw new IllegalArgumentException(job.key() + " has to run");
                };
        return JobResult.withoutRun(job, outcome, job.why());
    }
}
