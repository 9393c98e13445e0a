package io.jenkins.plugins.mergeability.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Something that happened to a job, as it is written to the journal. Fields are only ever added. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Begun.class, name = "begun"),
    @JsonSubTypes.Type(value = Event.GivenBack.class, name = "given back"),
    @JsonSubTypes.Type(value = Event.Commands.class, name = "commands"),
    @JsonSubTypes.Type(value = Event.Tests.class, name = "tests"),
    @JsonSubTypes.Type(value = Event.Tail.class, name = "tail"),
    @JsonSubTypes.Type(value = Event.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Event.Closed.class, name = "closed")
})
sealed interface Event {

    /** The job it happened to, or null for the whole build. */
    Key job();

    /** A job on a platform; the platform is null for a job that names none. */
    record Key(String component, String job, String platform) {}

    /** A branch has begun with it. */
    record Begun(Key job, String lane, String agent, long at) implements Event {}

    /** Its agent vanished, and it is to be begun again. */
    record GivenBack(Key job, String why) implements Event {}

    /** Commands of it have ended. */
    record Commands(Key job, List<CommandRecord> commands) implements Event {}

    /** Its test reports have been read. */
    record Tests(Key job, TestCounts counts) implements Event {}

    /** The log of a failing command of it has been read. */
    record Tail(Key job, LogTail tail) implements Event {}

    /** It has ended, or will not run. */
    record Ended(Key job, State state, String why, boolean flaky, long at) implements Event {}

    /** Nothing more will happen. */
    record Closed(Key job, String error, long at) implements Event {}
}
