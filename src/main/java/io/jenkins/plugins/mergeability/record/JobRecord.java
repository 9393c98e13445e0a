package io.jenkins.plugins.mergeability.record;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record of a job on a platform.
 *
 * @param key the job and the platform
 * @param allowed whether its failure is shown but does not count
 * @param current its status
 * @param execution where and when it runs
 * @param output what its commands produced
 * @param notes further remarks for people
 */
public record JobRecord(
        JobKey key,
        boolean allowed,
        StatusRecord current,
        ExecutionRecord execution,
        OutputRecord output,
        List<String> notes) {

    public JobRecord {
        notes = List.copyOf(notes);
    }

    /** The record of a job that has not started. */
    public static JobRecord planned(JobKey key, JobStatus status, String reason, boolean allowed) {
        return new JobRecord(
                key,
                allowed,
                new StatusRecord(status, reason, false),
                ExecutionRecord.NONE,
                OutputRecord.NONE,
                List.of());
    }

    public JobStatus status() {
        return current.status();
    }

    public String reason() {
        return current.reason();
    }

    public boolean flaky() {
        return current.flaky();
    }

    public int attempts() {
        return execution.attempts();
    }

    public String branch() {
        return execution.branch();
    }

    public String agent() {
        return execution.agent();
    }

    public long started() {
        return execution.started();
    }

    public long millis() {
        return execution.millis();
    }

    public List<CommandRecord> commands() {
        return output.commands();
    }

    /**
     * How long its commands took, from the first to the last: without waiting, a checkout, or what the pipeline does between.
     * The duration of the job where no command is recorded.
     */
    public long commandMillis() {
        long start = commands().stream().mapToLong(CommandRecord::started).min().orElse(started());
        return commands().stream()
                .mapToLong(command -> command.started() + command.millis() - start)
                .max()
                .orElse(millis());
    }

    public Optional<TestCounts> tests() {
        return output.tests();
    }

    public List<RecordedLogTail> tails() {
        return output.tails();
    }

    /** The outputs of needed jobs that were put in place for it. */
    public List<FoundOutputs> found() {
        return output.found();
    }

    /** The outputs it left; empty before, and where it declares none. */
    public Optional<LeftOutputs> left() {
        return output.left();
    }

    /** Whether its result decides about the build, the verdict and what its branch remembers: its failure is not allowed. */
    public boolean counts() {
        return !allowed;
    }

    /** Whether it failed and that counts. */
    public boolean failed() {
        return status() == JobStatus.FAILED && counts();
    }

    /** Whether a job that needs it may run: it passed, is proven, or its failure is allowed. */
    public boolean satisfiesNeed() {
        return status() == JobStatus.PASSED
                || status() == JobStatus.PROVEN
                || (status() == JobStatus.FAILED || status() == JobStatus.UNSTABLE) && allowed;
    }

    /** The record after a branch has started the job. */
    public JobRecord started(String branch, String agent, long at) {
        return new JobRecord(
                key,
                allowed,
                new StatusRecord(JobStatus.RUNNING, "", false),
                execution.started(branch, agent, at),
                OutputRecord.NONE,
                notes);
    }

    /** The record after the job lost its agent, or has to run again for its outputs, and waits. */
    public JobRecord requeued(String why) {
        List<String> all = new ArrayList<>(notes);
        all.add(why);
        return new JobRecord(
                key,
                allowed,
                new StatusRecord(JobStatus.WAITING, why, false),
                execution.requeued(),
                OutputRecord.NONE,
                all);
    }

    /** The record with one more remark. */
    JobRecord noted(String remark) {
        List<String> all = new ArrayList<>(notes);
        all.add(remark);
        return new JobRecord(key, allowed, current, execution, output, all);
    }

    /** The record with different output. */
    JobRecord with(OutputRecord newOutput) {
        return new JobRecord(key, allowed, current, execution, newOutput, notes);
    }

    /** The record with the time in which the job ran, in a step with others. */
    JobRecord timed(long started, long millis) {
        return new JobRecord(key, allowed, current, execution.timed(started, millis), output, notes);
    }

    /** The record after the job has ended, or will not run. */
    public JobRecord ended(JobStatus status, String why, boolean flaky, long at) {
        return new JobRecord(key, allowed, new StatusRecord(status, why, flaky), execution.ended(at), output, notes);
    }
}
