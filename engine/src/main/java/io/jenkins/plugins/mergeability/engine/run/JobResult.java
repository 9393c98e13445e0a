package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a job on a platform ended.
 *
 * @param key which job, on which platform
 * @param outcome how it ended
 * @param reason the outcome in words; empty if it passed
 * @param allowed whether a failure of it is shown but does not count
 * @param attempts how often the whole job was tried; 0 if it did not run
 * @param flaky whether something in it failed and then passed when it was tried again
 * @param started when its first command started; empty if it did not run
 * @param duration from then to its end
 * @param commands every execution of its commands, in the order of the map, then of their attempts
 * @param failures those that made it fail, in the order of the map
 * @param proof what proved it; only for {@link JobOutcome#PROVEN}
 * @param unproven why an outcome was not recorded as a proof though it passed
 * @param notes what else a reader should know, such as processes it left behind
 */
public record JobResult(
        JobKey key,
        JobOutcome outcome,
        String reason,
        boolean allowed,
        int attempts,
        boolean flaky,
        Optional<Instant> started,
        Duration duration,
        List<CommandResult> commands,
        List<CommandResult> failures,
        Optional<Outcome> proof,
        Optional<String> unproven,
        List<String> notes) {

    public JobResult {
        commands = List.copyOf(commands);
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
    }

    /** The result of a job of which nothing ran. */
    static JobResult withoutRun(PlannedJob job, JobOutcome outcome, String reason) {
        return new JobResult(
                job.key(),
                outcome,
                reason,
                job.definition().settings().allowFailure(),
                0,
                false,
                Optional.empty(),
                Duration.ZERO,
                List.of(),
                List.of(),
                outcome == JobOutcome.PROVEN ? job.evidence().map(Evidence::latest) : Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Whether it failed and that counts. */
    public boolean failed() {
        return outcome == JobOutcome.FAILED && !allowed;
    }

    /** Whether a job that needs it may run: it is fine, or its failure does not count. */
    boolean satisfiesNeed() {
        return outcome.satisfiesNeed() || outcome == JobOutcome.FAILED && allowed;
    }

    /** Whether a command that made it fail ended later than that. */
    boolean endedAfter(Instant moment) {
        for (CommandResult failure : failures) {
            if (failure.ended().isAfter(moment)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a command that made it fail was ended by a signal, or says so as shells do. */
    boolean failedBySignal() {
        for (CommandResult failure : failures) {
            if (failure.exitCode().orElse(0) > 128) {
                return true;
            }
        }
        return false;
    }

    /** The same, turned out to belong to an interrupted run. */
    JobResult interrupted() {
        return new JobResult(
                key,
                JobOutcome.INTERRUPTED,
                "the run was interrupted",
                allowed,
                attempts,
                false,
                started,
                duration,
                commands,
                List.of(),
                proof,
                Optional.empty(),
                notes);
    }

    /** The same, with why it is not proven. */
    JobResult notProven(String why) {
        return new JobResult(
                key,
                outcome,
                reason,
                allowed,
                attempts,
                flaky,
                started,
                duration,
                commands,
                failures,
                proof,
                Optional.of(why),
                notes);
    }
}
