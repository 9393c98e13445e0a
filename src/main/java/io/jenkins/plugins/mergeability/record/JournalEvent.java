package io.jenkins.plugins.mergeability.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Something that happened to a job, as it is written to the journal. Fields are only ever added. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEvent.Begun.class, name = "begun"),
    @JsonSubTypes.Type(value = JournalEvent.GivenBack.class, name = "given back"),
    @JsonSubTypes.Type(value = JournalEvent.Commands.class, name = "commands"),
    @JsonSubTypes.Type(value = JournalEvent.Tests.class, name = "tests"),
    @JsonSubTypes.Type(value = JournalEvent.Tail.class, name = "tail"),
    @JsonSubTypes.Type(value = JournalEvent.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = JournalEvent.Closed.class, name = "closed")
})
sealed interface JournalEvent {

    /** The job it happened to, or null for the whole build. */
    Key job();

    /** A job on a platform; the platform is null for a job that names none. */
    record Key(String component, String job, String platform) {}

    /** A branch has begun with it. */
    record Begun(Key job, String lane, String agent, long at) implements JournalEvent {}

    /** Its agent vanished, and it is to be begun again. */
    record GivenBack(Key job, String why) implements JournalEvent {}

    /** Commands of it have ended. */
    record Commands(Key job, List<CommandRecord> commands) implements JournalEvent {}

    /** Its test reports have been read. */
    record Tests(Key job, TestCounts counts) implements JournalEvent {}

    /** The log of a failing command of it has been read. */
    record Tail(Key job, RecordedLogTail tail) implements JournalEvent {}

    /** It has ended, or will not run. */
    record Ended(Key job, JobStatus state, String why, boolean flaky, long at) implements JournalEvent {}

    /** Nothing more will happen. */
    record Closed(Key job, String error, long at) implements JournalEvent {}
}
