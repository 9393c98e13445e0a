package io.jenkins.plugins.mergeability.pulls;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The data of an ended build for the statistics.
 *
 * @param branch the name of the job that built it
 * @param number the number of the build
 * @param started the start of the build in milliseconds since 1970
 * @param affected the names of the components that were affected
 * @param jobs the jobs that have ended or were proven
 */
record BuildDigest(String branch, int number, long started, Set<String> affected, List<EndedJob> jobs) {

    /**
     * A job of a build.
     *
     * @param name the job, such as {@code air/test@linux}
     * @param inputs the input hash; empty if unknown
     * @param state {@link JobStatus#PROVEN}, or the result
     * @param millis the duration in milliseconds
     * @param flaky whether a command failed and then passed in a retry
     */
    record EndedJob(String name, String inputs, JobStatus state, long millis, boolean flaky) {}

    BuildDigest {
        affected = Set.copyOf(affected);
        jobs = List.copyOf(jobs);
    }

    /** The digest of a build; empty if it has no components. */
    static Optional<BuildDigest> of(Run<?, ?> run) throws IOException {
        if (!BuildRecords.of(run).exist()) {
            return Optional.empty();
        }
        Set<String> affected = new TreeSet<>();
        List<EndedJob> jobs = new ArrayList<>();
        for (BuildRecord record : BuildRecords.of(run).all()) {
            for (PlannedComponent component : record.plan().components()) {
                if (component.affected()) {
                    affected.add(component.name());
                    component.jobs().forEach(job -> ended(record, job).ifPresent(jobs::add));
                }
            }
        }
        return Optional.of(
                new BuildDigest(run.getParent().getName(), run.getNumber(), run.getTimeInMillis(), affected, jobs));
    }

    private static Optional<EndedJob> ended(BuildRecord record, PlannedJob planned) {
        JobRecord job = record.job(planned.key());
        String inputs = planned.hash().map(hash -> hash.hex()).orElse("");
        return job.status().ran() || job.status() == JobStatus.PROVEN
                ? Optional.of(new EndedJob(job.key().toString(), inputs, job.status(), job.millis(), job.flaky()))
                : Optional.empty();
    }
}
