package io.jenkins.plugins.mergeability.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** An event of a job, as it is written to the journal. Fields are only ever added. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = JournalEvent.Requeued.class, name = "requeued"),
    @JsonSubTypes.Type(value = JournalEvent.Commands.class, name = "commands"),
    @JsonSubTypes.Type(value = JournalEvent.Tests.class, name = "tests"),
    @JsonSubTypes.Type(value = JournalEvent.Tail.class, name = "tail"),
    @JsonSubTypes.Type(value = JournalEvent.Found.class, name = "found outputs"),
    @JsonSubTypes.Type(value = JournalEvent.Left.class, name = "left outputs"),
    @JsonSubTypes.Type(value = JournalEvent.Unproven.class, name = "unproven"),
    @JsonSubTypes.Type(value = JournalEvent.Noted.class, name = "noted"),
    @JsonSubTypes.Type(value = JournalEvent.Timed.class, name = "timed"),
    @JsonSubTypes.Type(value = JournalEvent.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = JournalEvent.BranchClosed.class, name = "branch closed"),
    @JsonSubTypes.Type(value = JournalEvent.Closed.class, name = "closed")
})
sealed interface JournalEvent {

    /** The job of the event; null for an event of a branch or of the build. */
    Key job();

    /** A job on a platform; the platform is null for a job without platforms. */
    record Key(String component, String job, String platform) {}

    /** A branch has started the job. */
    record Started(Key job, String branch, String agent, long at) implements JournalEvent {}

    /** The job lost its agent and waits for another. */
    record Requeued(Key job, String why) implements JournalEvent {}

    /** Commands of the job have ended. */
    record Commands(Key job, List<CommandRecord> commands) implements JournalEvent {}

    /** The test reports of the job have been read. */
    record Tests(Key job, TestCounts counts) implements JournalEvent {}

    /** The log tail of a failing command of the job has been read. */
    record Tail(Key job, RecordedLogTail tail) implements JournalEvent {}

    /** The outputs of the jobs that the job needs are in place. */
    record Found(Key job, List<FoundOutputs> outputs) implements JournalEvent {}

    /** The outputs of the job are captured. */
    record Left(Key job, LeftOutputs outputs) implements JournalEvent {}

    /** The outcome of the job, a failure or a pass, proves nothing. */
    record Unproven(Key job, String why, boolean failed) implements JournalEvent {}

    /** Something about the job, for people. */
    record Noted(Key job, String remark) implements JournalEvent {}

    /** The job ran in a step with others, in this part of the time of the step. */
    record Timed(Key job, long started, long millis) implements JournalEvent {}

    /** The job has ended, or will not run. */
    record Ended(Key job, JobStatus status, String why, boolean flaky, long at) implements JournalEvent {}

    /** A branch runs no more jobs. */
    record BranchClosed(Key job, String branch) implements JournalEvent {}

    /** No more events follow. */
    record Closed(Key job, String error, long at) implements JournalEvent {}
}
