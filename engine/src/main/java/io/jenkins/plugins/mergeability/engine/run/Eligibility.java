package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.schedule.Needs;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which jobs cannot run on this machine or in this run, and why. */
final class Eligibility {

    private final Set<String> platforms;
    private final Map<String, String> environment;

    /**
     * @param platforms the names of this machine's platforms, in lower case
     * @param environment the environment variables of this process, which hold its credentials
     */
    Eligibility(Set<String> platforms, Map<String, String> environment) {
        this.platforms = platforms;
        this.environment = environment;
    }

    /**
     * The result of a job that can never run; empty if it can.
     *
     * @param settled the results so far
     * @param toRun the jobs that may run
     */
    Optional<JobResult> check(JobRun job, Map<JobKey, JobResult> settled, Map<JobKey, JobRun> toRun) {
        String platform = job.key().platform().orElse(null);
        if (platform != null && !platforms.contains(platform.toLowerCase(Locale.ROOT))) {
            return Optional.of(notRunnable(job, "runs on `" + platform + "`, which this machine is not"));
        }
        for (Map.Entry<String, String> credential : job.settings().credentials().entrySet()) {
            if (!environment.containsKey(credential.getKey())) {
                return Optional.of(notRunnable(
                        job,
                        "needs the variable " + credential.getKey() + " (the credential `" + credential.getValue()
                                + "`), which is not set here"));
            }
        }
        return unmetNeed(job, settled, toRun);
    }

    /** The result of a job that cannot run because of a job it needs; empty if its needs are or may still be met. */
    Optional<JobResult> unmetNeed(JobRun job, Map<JobKey, JobResult> settled, Map<JobKey, JobRun> toRun) {
        return Needs.neverMet(job.planned().needs(), need -> failure(settled.get(need), toRun.containsKey(need)))
                .map(reason -> JobResult.withoutRun(job.planned(), JobOutcome.NOT_RUN, reason));
    }

    private static Optional<Needs.Failure> failure(JobResult need, boolean mayRun) {
        if (need == null) {
            return mayRun ? Optional.empty() : Optional.of(Needs.Failure.NOT_PLANNED);
        }
        if (need.satisfiesNeed()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (need.outcome()) {
                    case FAILED -> Needs.Failure.FAILED;
                    case INTERRUPTED -> Needs.Failure.INTERRUPTED;
                    case NOT_RUNNABLE -> Needs.Failure.NOT_RUNNABLE;
                    case SKIPPED -> Needs.Failure.SKIPPED;
                    default -> Needs.Failure.NOT_RUN;
                });
    }

    private static JobResult notRunnable(JobRun job, String why) {
        return JobResult.withoutRun(job.planned(), JobOutcome.NOT_RUNNABLE, why);
    }
}
