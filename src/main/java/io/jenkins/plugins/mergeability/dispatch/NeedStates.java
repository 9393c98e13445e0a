package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.schedule.Needs;
import io.jenkins.plugins.mergeability.engine.schedule.Preparations;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.Optional;
import java.util.function.Function;

/** The needs of jobs: whether they are met, can no longer be met, or have left files in the workspace of a branch. */
final class NeedStates {

    private final JobStatusStore store;
    private final Function<JobKey, PlannedJob> planned;

    NeedStates(JobStatusStore store, Function<JobKey, PlannedJob> planned) {
        this.store = store;
        this.planned = planned;
    }

    /** Whether a job may start. */
    boolean areMet(PlannedJob job) {
        return job.needs().stream().allMatch(need -> store.job(need).satisfiesNeed());
    }

    /** Why a job can never start; empty if it can, or has to wait. */
    Optional<String> blocks(PlannedJob job) {
        return Needs.neverMet(job.needs(), this::failure);
    }

    private Optional<Needs.Failure> failure(JobKey need) {
        JobRecord needed = store.job(need);
        if (!needed.status().finished() || needed.satisfiesNeed()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (needed.status()) {
                    case FAILED -> Needs.Failure.FAILED;
                    case UNSTABLE -> Needs.Failure.UNSTABLE;
                    case INTERRUPTED -> Needs.Failure.INTERRUPTED;
                    case SKIPPED -> Needs.Failure.SKIPPED;
                    default -> Needs.Failure.NOT_RUN;
                });
    }

    /**
     * Whether a branch has run a job that another one needs and that does not say what it leaves: in another workspace it would
     * have to run again.
     */
    boolean isHeld(String branch, PlannedJob job) {
        return job.needs().stream().anyMatch(need -> {
            JobRecord needed = store.job(need);
            return needed.status() == JobStatus.PASSED && needed.branch().equals(branch) && mayHold(need, job);
        });
    }

    /** Whether a job that passed leaves undeclared files for another one in its workspace. */
    boolean mayHold(JobKey need, PlannedJob job) {
        return Preparations.isPreparation(need, planned.apply(need).definition(), job.key(), job.definition());
    }
}
