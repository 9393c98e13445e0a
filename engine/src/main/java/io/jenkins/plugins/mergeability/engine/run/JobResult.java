package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.JobOutputs;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.run.files.CollectedFiles;
import io.jenkins.plugins.mergeability.engine.schedule.ExitCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a job on a platform ended.
 *
 * @param key which job, on which platform
 * @param outcome how it ended
 * @param reason the outcome as text; empty if it passed
 * @param allowed whether a failure of it is shown but does not count
 * @param execution what ran of it, and when
 * @param proof whether it is proven, and why not
 */
public record JobResult(
        JobKey key, JobOutcome outcome, String reason, boolean allowed, Execution execution, Proof proof) {

    /**
     * What ran of a job, and when.
     *
     * @param attempts how often the whole job was tried; 0 if it did not run
     * @param flaky whether something in it failed and then passed when it was tried again
     * @param started when its first command started; empty if it did not run
     * @param duration from then to its end
     * @param commands every execution of its commands, in the order of the map, then of their attempts
     * @param failures those that made it fail, in the order of the map
     * @param notes further remarks, such as about processes it left running
     * @param files its test results and artifacts
     */
    public record Execution(
            int attempts,
            boolean flaky,
            Optional<Instant> started,
            Duration duration,
            List<CommandResult> commands,
            List<CommandResult> failures,
            List<String> notes,
            CollectedFiles files) {

        /** Nothing ran. */
        static final Execution NONE = new Execution(
                0, false, Optional.empty(), Duration.ZERO, List.of(), List.of(), List.of(), CollectedFiles.NONE);

        public Execution {
            commands = List.copyOf(commands);
            failures = List.copyOf(failures);
            notes = List.copyOf(notes);
        }

        private Execution with(List<String> more) {
            List<String> all = new ArrayList<>(notes);
            all.addAll(more);
            return new Execution(attempts, flaky, started, duration, commands, failures, all, files);
        }

        /** The same execution of a job that neither passed nor failed. */
        private Execution interrupted() {
            return new Execution(attempts, false, started, duration, commands, List.of(), notes, CollectedFiles.NONE);
        }
    }

    /**
     * Whether a job is proven.
     *
     * @param provenBy the outcome that proved it; only for {@link JobOutcome#PROVEN}
     * @param unproven why it is not recorded as proven though it passed
     * @param outputs the outputs that it has left and found
     */
    public record Proof(Optional<Outcome> provenBy, Optional<String> unproven, JobOutputs outputs) {

        /** Nothing is known of a proof. */
        static final Proof NONE = new Proof(Optional.empty(), Optional.empty(), JobOutputs.NONE);
    }

    /** The result of a job of which nothing ran. */
    static JobResult withoutRun(PlannedJob job, JobOutcome outcome, String reason) {
        boolean allowed = job.definition().settings().allowFailure();
        Proof proof = outcome == JobOutcome.PROVEN ? provenBy(job.evidence().map(Evidence::latest)) : Proof.NONE;
        return new JobResult(job.key(), outcome, reason, allowed, Execution.NONE, proof);
    }

    private static Proof provenBy(Optional<Outcome> outcome) {
        return new Proof(
                outcome, Optional.empty(), outcome.map(Outcome::outputs).orElse(JobOutputs.NONE));
    }

    /** Whether it failed and that counts. */
    public boolean failed() {
        return outcome == JobOutcome.FAILED && !allowed;
    }

    /** Whether a job that needs it may run: it passed or is proven, or its failure does not count. */
    boolean satisfiesNeed() {
        return outcome.satisfiesNeed() || outcome == JobOutcome.FAILED && allowed;
    }

    /** Whether it failed by its commands or tests, and not because its files could not be collected. */
    boolean failedByItself() {
        boolean testsFailed =
                execution.files().tests().filter(tests -> tests.failed() > 0).isPresent();
        return outcome == JobOutcome.FAILED
                && (testsFailed || execution.files().problem().isEmpty());
    }

    /** Whether what made it fail ended after that moment. */
    boolean endedAfter(Instant moment) {
        if (execution.files().failure().isPresent()) {
            return execution.started().orElseThrow().plus(execution.duration()).isAfter(moment);
        }
        for (CommandResult failure : execution.failures()) {
            if (failure.ended().isAfter(moment)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a signal ended a command that made it fail. */
    boolean failedBySignal() {
        for (CommandResult failure : execution.failures()) {
            if (ExitCodes.isSignal(failure.exitCode().orElse(0))) {
                return true;
            }
        }
        return false;
    }

    /** This result as that of an interrupted run. */
    JobResult interrupted() {
        return new JobResult(
                key,
                JobOutcome.INTERRUPTED,
                "the run was interrupted",
                allowed,
                execution.interrupted(),
                provenBy(proof.provenBy()));
    }

    /** This result with further remarks. */
    JobResult withNotes(List<String> notes) {
        return notes.isEmpty() ? this : new JobResult(key, outcome, reason, allowed, execution.with(notes), proof);
    }

    /** This result with why it is not proven. */
    JobResult notProven(String why) {
        return new JobResult(
                key,
                outcome,
                reason,
                allowed,
                execution,
                new Proof(proof.provenBy(), Optional.of(why), proof.outputs()));
    }
}
