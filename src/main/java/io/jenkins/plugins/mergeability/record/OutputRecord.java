package io.jenkins.plugins.mergeability.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the commands of a job produced.
 *
 * @param commands every execution of its commands
 * @param tests the results of its test reports, where it has any
 * @param tails the log tails of the commands that made it fail
 */
public record OutputRecord(List<CommandRecord> commands, Optional<TestCounts> tests, List<RecordedLogTail> tails) {

    static final OutputRecord NONE = new OutputRecord(List.of(), Optional.empty(), List.of());

    public OutputRecord {
        commands = List.copyOf(commands);
        tails = List.copyOf(tails);
    }

    OutputRecord with(List<CommandRecord> more) {
        List<CommandRecord> all = new ArrayList<>(commands);
        all.addAll(more);
        return new OutputRecord(all, tests, tails);
    }

    OutputRecord with(TestCounts counts) {
        return new OutputRecord(commands, Optional.of(counts), tails);
    }

    OutputRecord with(RecordedLogTail tail) {
        List<RecordedLogTail> all = new ArrayList<>(tails);
        all.add(tail);
        return new OutputRecord(commands, tests, all);
    }
}
