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
 * What statistics need to know of a build that has ended.
 *
 * @param branch the name of the job that built it
 * @param number of the build
 * @param at when it began, in milliseconds since 1970
 * @param affected the names of the components that were affected
 * @param jobs those that ran to their end, or were proven
 */
record BuildDigest(String branch, int number, long at, Set<String> affected, List<Ended> jobs) {

    /**
     * A job in a build.
     *
     * @param name the job as it is written
     * @param inputs the hash of what it was for; empty where that is not known
     * @param state {@link JobStatus#PROVEN}, or how it ended
     * @param millis how long it took
     * @param flaky whether something in it failed and then passed when it was tried again
     */
    record Ended(String name, String inputs, JobStatus state, long millis, boolean flaky) {}

    BuildDigest {
        affected = Set.copyOf(affected);
        jobs = List.copyOf(jobs);
    }

    /** That of a build; nothing if it has no record. */
    static Optional<BuildDigest> of(Run<?, ?> run) throws IOException {
        if (!BuildRecords.of(run).exist()) {
            return Optional.empty();
        }
        Set<String> affected = new TreeSet<>();
        List<Ended> jobs = new ArrayList<>();
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

    private static Optional<Ended> ended(BuildRecord record, PlannedJob planned) {
        JobRecord job = record.job(planned.key());
        String inputs = planned.hash().map(hash -> hash.hex()).orElse("");
        return job.status().ran() || job.status() == JobStatus.PROVEN
                ? Optional.of(new Ended(job.key().toString(), inputs, job.status(), job.millis(), job.flaky()))
                : Optional.empty();
    }
}
