package io.jenkins.plugins.mergeability.step;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.RecordedLogTail;
import io.jenkins.plugins.mergeability.script.JobProgram;
import io.jenkins.plugins.mergeability.script.Part;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Records the end of the log of a failing command. */
final class LogTailRecorder {

    /**
     * The part of a step's log that is of one job.
     *
     * @param prefix what stands there before the number of a command
     * @param next how the first line of the next job begins; null if the log ends with this job
     */
    record Section(String prefix, String next) {

        /** The log of a step that runs one job. */
        static final Section WHOLE = new Section("", null);

        /** The part of a job in the log of a step that runs several. */
        static Section of(JobKey job, List<JobKey> together) {
            int next = together.indexOf(job) + 1;
            return new Section(job + " ", next == together.size() ? null : "--- " + together.get(next) + " [");
        }

        private String mark(PlannedJob job, int position) {
            return "--- " + prefix + "[" + position + "/" + JobProgram.commands(job.definition()) + "]";
        }

        /** The lines up to those of the next job. */
        List<String> lines(List<String> log) {
            for (int i = 0; next != null && i < log.size(); i++) {
                if (log.get(i).startsWith(next)) {
                    return log.subList(0, i);
                }
            }
            return log;
        }
    }

    private LogTailRecorder() {}

    /** Records the log tail of the command that made a job fail in a step, its last one. */
    static void record(Run<?, ?> run, BuildRecord record, PlannedJob job, List<CommandRecord> commands, Section section)
            throws IOException {
        if (!commands.isEmpty() && !commands.get(commands.size() - 1).passed()) {
            CommandRecord failed = commands.get(commands.size() - 1);
            record(run, record, job, failed.node(), failed.position(), failed.name(), section);
        }
    }

    /** Records the log tail of the command that ran when a step was stopped. */
    static void recordStopped(
            Run<?, ?> run, BuildRecord record, PlannedJob job, String node, List<Part.ScriptCommand> commands)
            throws IOException {
        String log = String.join("\n", lastLines(run, node));
        for (int i = commands.size() - 1; i >= 0; i--) {
            if (log.contains(Section.WHOLE.mark(job, commands.get(i).position()))) {
                record(
                        run,
                        record,
                        job,
                        node,
                        commands.get(i).position(),
                        commands.get(i).name(),
                        Section.WHOLE);
                return;
            }
        }
    }

    private static void record(
            Run<?, ?> run, BuildRecord record, PlannedJob job, String node, int position, String name, Section section)
            throws IOException {
        List<String> lines = section.lines(lastLines(run, node));
        int start = lines.size() - 1;
        while (start >= 0 && !lines.get(start).startsWith(section.mark(job, position))) {
            start--;
        }
        boolean cut = start < 0;
        lines = lines.subList(start + 1, lines.size());
        if (!lines.isEmpty() && lines.get(lines.size() - 1).startsWith("--- failed")) {
            lines = lines.subList(0, lines.size() - 1);
        }
        if (lines.size() > RecordedLogTail.MAX_LINES) {
            lines = lines.subList(lines.size() - RecordedLogTail.MAX_LINES, lines.size());
            cut = true;
        }
        if (!lines.isEmpty() || !cut) {
            record.tail(job.key(), new RecordedLogTail(name, node, lines, cut));
        }
    }

    /** The complete lines at the end of a step's log. */
    private static List<String> lastLines(Run<?, ?> run, String id) throws IOException {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        FlowNode node = owner == null || id == null ? null : owner.get().getNode(id);
        return node == null ? List.of() : StepLogEnd.lines(run, owner, node);
    }
}
