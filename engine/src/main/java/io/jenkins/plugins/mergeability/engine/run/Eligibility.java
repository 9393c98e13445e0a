package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells the jobs that cannot run on this machine or in this run, and says why. */
final class Eligibility {

    private final Set<String> platforms;
    private final Map<String, String> environment;

    /**
     * @param platforms the names this machine answers to, in lower case
     * @param environment the variables of this process, which are all the credentials it has
     */
    Eligibility(Set<String> platforms, Map<String, String> environment) {
        this.platforms = platforms;
        this.environment = environment;
    }

    /**
     * Why a job cannot run, whatever becomes of the others.
     *
     * @param settled the jobs of which it is known that they do not run
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
        for (JobKey need : job.planned().needs()) {
            JobResult result = settled.get(need);
            if (result != null && !result.satisfiesNeed()) {
                return Optional.of(withoutNeed(job, result));
            }
            if (result == null && !toRun.containsKey(need)) {
                return Optional.of(notRun(job, need, "is not part of this plan"));
            }
        }
        return Optional.empty();
    }

    /** The result of a job that cannot run as a job it needs ended in such a way. */
    JobResult withoutNeed(JobRun job, JobResult need) {
        return notRun(
                job,
                need.key(),
                switch (need.outcome()) {
                    case FAILED -> "failed";
                    case INTERRUPTED -> "was interrupted";
                    case NOT_RUNNABLE -> "cannot run on this machine";
                    case SKIPPED -> "is not part of this run";
                    default -> "was not run";
                });
    }

    private static JobResult notRun(JobRun job, JobKey need, String what) {
        return JobResult.withoutRun(job.planned(), JobOutcome.NOT_RUN, "needs " + need + ", which " + what);
    }

    private static JobResult notRunnable(JobRun job, String why) {
        return JobResult.withoutRun(job.planned(), JobOutcome.NOT_RUNNABLE, why);
    }
}
