package io.jenkins.plugins.mergeability.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a job found and produced.
 *
 * @param commands every execution of its commands
 * @param tests the results of its test reports, where it has any
 * @param tails the log tails of the commands that made it fail
 * @param found the outputs of needed jobs that were put in place for it
 * @param left the outputs it left, where it declares any and passed
 */
public record OutputRecord(
        List<CommandRecord> commands,
        Optional<TestCounts> tests,
        List<RecordedLogTail> tails,
        List<FoundOutputs> found,
        Optional<LeftOutputs> left) {

    static final OutputRecord NONE = new OutputRecord(List.of(), Optional.empty(), List.of());

    public OutputRecord {
        commands = List.copyOf(commands);
        tails = List.copyOf(tails);
        found = List.copyOf(found);
    }

    /** Of a job that neither finds nor leaves outputs. */
    public OutputRecord(List<CommandRecord> commands, Optional<TestCounts> tests, List<RecordedLogTail> tails) {
        this(commands, tests, tails, List.of(), Optional.empty());
    }

    OutputRecord with(List<CommandRecord> more) {
        List<CommandRecord> all = new ArrayList<>(commands);
        all.addAll(more);
        return new OutputRecord(all, tests, tails, found, left);
    }

    OutputRecord with(TestCounts counts) {
        return new OutputRecord(commands, Optional.of(counts), tails, found, left);
    }

    OutputRecord with(RecordedLogTail tail) {
        List<RecordedLogTail> all = new ArrayList<>(tails);
        all.add(tail);
        return new OutputRecord(commands, tests, all, found, left);
    }

    OutputRecord finding(List<FoundOutputs> outputs) {
        return new OutputRecord(commands, tests, tails, outputs, left);
    }

    OutputRecord with(LeftOutputs outputs) {
        return new OutputRecord(commands, tests, tails, found, Optional.of(outputs));
    }
}
