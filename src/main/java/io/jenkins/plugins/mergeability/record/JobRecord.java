package io.jenkins.plugins.mergeability.record;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of a job on a platform so far.
 *
 * @param key which job, on which platform
 * @param state where it stands
 * @param reason the state in words; empty where there is nothing to say
 * @param allowed whether a failure of it is shown but does not count
 * @param attempts how often it was begun, counting those that lost their agent
 * @param flaky whether something in it failed and then passed when it was tried again
 * @param lane the branch of the pipeline that runs it, or ran it; empty before
 * @param agent the node it runs on, or ran on; empty before
 * @param started when it began, in milliseconds since 1970; 0 before
 * @param millis how long it took; 0 before its end
 * @param commands every execution of its commands so far
 * @param tests what its test reports tell, where it has some
 * @param tails the ends of the logs of the commands that made it fail
 * @param notes what else a reader should know
 */
public record JobRecord(
        JobKey key,
        JobStatus state,
        String reason,
        boolean allowed,
        int attempts,
        boolean flaky,
        String lane,
        String agent,
        long started,
        long millis,
        List<CommandRecord> commands,
        Optional<TestCounts> tests,
        List<RecordedLogTail> tails,
        List<String> notes) {

    public JobRecord {
        commands = List.copyOf(commands);
        tails = List.copyOf(tails);
        notes = List.copyOf(notes);
    }

    static JobRecord planned(JobKey key, JobStatus state, String reason, boolean allowed) {
        return new JobRecord(
                key, state, reason, allowed, 0, false, "", "", 0, 0, List.of(), Optional.empty(), List.of(), List.of());
    }

    /** Whether it failed and that counts. */
    public boolean failed() {
        return state == JobStatus.FAILED && !allowed;
    }

    /** Whether a job that needs it may run. */
    public boolean satisfiesNeed() {
        return state.good() || (state == JobStatus.FAILED || state == JobStatus.UNSTABLE) && allowed;
    }

    JobRecord begun(String newLane, String newAgent, long at) {
        return new JobRecord(
                key,
                JobStatus.RUNNING,
                "",
                allowed,
                attempts + 1,
                false,
                newLane,
                newAgent,
                at,
                0,
                List.of(),
                Optional.empty(),
                List.of(),
                notes);
    }

    JobRecord givenBack(String why) {
        return new JobRecord(
                key,
                JobStatus.WAITING,
                why,
                allowed,
                attempts,
                false,
                "",
                "",
                0,
                0,
                List.of(),
                Optional.empty(),
                List.of(),
                with(notes, why));
    }

    JobRecord with(List<CommandRecord> more) {
        List<CommandRecord> all = new ArrayList<>(commands);
        all.addAll(more);
        return new JobRecord(
                key, state, reason, allowed, attempts, flaky, lane, agent, started, millis, all, tests, tails, notes);
    }

    JobRecord with(TestCounts counts) {
        return new JobRecord(
                key,
                state,
                reason,
                allowed,
                attempts,
                flaky,
                lane,
                agent,
                started,
                millis,
                commands,
                Optional.of(counts),
                tails,
                notes);
    }

    JobRecord with(RecordedLogTail tail) {
        return new JobRecord(
                key,
                state,
                reason,
                allowed,
                attempts,
                flaky,
                lane,
                agent,
                started,
                millis,
                commands,
                tests,
                with(tails, tail),
                notes);
    }

    JobRecord ended(JobStatus newState, String why, boolean passedAfterFailure, long at) {
        return new JobRecord(
                key,
                newState,
                why,
                allowed,
                attempts,
                passedAfterFailure,
                lane,
                agent,
                started,
                started == 0 ? 0 : Math.max(0, at - started),
                commands,
                tests,
                tails,
                notes);
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return all;
    }
}
