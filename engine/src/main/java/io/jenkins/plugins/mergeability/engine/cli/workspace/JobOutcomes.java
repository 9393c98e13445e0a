package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.PlanOutcome;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The outcomes of the jobs of a plan as far as earlier runs show: proven jobs have passed, jobs whose last run for the
 * same inputs failed have failed, and others are unknown.
 *
 * @param results each job that the change requires, including those allowed to fail
 * @param allowed those that are allowed to fail
 * @param runs the name of the run or build of the newest outcome of each job
 */
public record JobOutcomes(Map<JobKey, JobProgress> results, Set<JobKey> allowed, Map<JobKey, String> runs) {

    /** Reads them from a plan that was computed with the proofs. */
    public static JobOutcomes of(Plan plan) {
        Map<JobKey, JobProgress> results = new TreeMap<>();
        Set<JobKey> allowed = new TreeSet<>();
        Map<JobKey, String> runs = new TreeMap<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.PROVEN || job.state() == JobState.RUN) {
                    results.put(job.key(), result(job));
                    job.evidence()
                            .ifPresent(evidence ->
                                    runs.put(job.key(), evidence.latest().run()));
                    if (!job.definition().counts(job.key().platform(), Set.of())) {
                        allowed.add(job.key());
                    }
                }
            }
        }
        return new JobOutcomes(results, allowed, runs);
    }

    private static JobProgress result(PlannedJob job) {
        if (job.state() == JobState.PROVEN) {
            return JobProgress.PASSED;
        }
        boolean failed =
                job.evidence().isPresent() && !job.evidence().get().latest().passed();
        return failed ? JobProgress.FAILED : JobProgress.UNFINISHED;
    }

    /** The outcomes for a verdict. */
    public PlanOutcome outcome() {
        Map<JobKey, JobProgress> counting = new TreeMap<>(results);
        counting.keySet().removeAll(allowed);
        return new PlanOutcome.Known(counting, false);
    }

    /** The jobs with a result, sorted. */
    public List<JobKey> with(JobProgress result) {
        List<JobKey> jobs = new ArrayList<>();
        results.forEach((job, found) -> {
            if (found == result) {
                jobs.add(job);
            }
        });
        return jobs;
    }

    /**
     * The comment for the pull request.
     *
     * @param map the path of the component map, if it is not the default one
     * @param recorded says how jobs failed
     */
    public MergeComment comment(Verdict verdict, Optional<String> page, Optional<String> map, RecordedRuns recorded) {
        List<MergeComment.Failure> failures = new ArrayList<>();
        for (JobKey job : with(JobProgress.FAILED)) {
            List<MergeComment.Failure> known =
                    recorded.failures(job, runs.getOrDefault(job, ""), allowed.contains(job));
            failures.addAll(known);
            if (known.isEmpty()) {
                failures.add(new MergeComment.Failure(job, "", "", List.of(), allowed.contains(job), Optional.empty()));
            }
        }
        return new MergeComment(
                verdict,
                failures,
                with(JobProgress.UNFINISHED),
                List.of(),
                with(JobProgress.PASSED),
                page,
                new MergeComment.Reproduction(map, Optional.empty(), Optional.empty()));
    }
}
