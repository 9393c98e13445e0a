package io.jenkins.plugins.mergeability.step;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.LogTail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Keeps the last lines of what a failing command wrote. */
final class Tails {

    /** How much of a log is looked at, from its end. */
    private static final long BYTES = 64 * 1024;

    private Tails() {}

    /** Records the tail of the command that made a step fail. */
    static void record(Run<?, ?> run, BuildRecord record, PlannedJob job, Results results) throws IOException {
        List<CommandRecord> commands = results.commands();
        if (commands.isEmpty() || commands.get(commands.size() - 1).passed()) {
            return;
        }
        CommandRecord failed = commands.get(commands.size() - 1);
        FlowNode node = node(run, failed.node());
        LogAction log = node == null ? null : node.getAction(LogAction.class);
        if (log == null) {
            return;
        }
        long length = log.getLogText().length();
        long from = Math.max(0, length - BYTES);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (log.getLogText().writeLogTo(from, bytes) <= from) {
            return;
        }
        List<String> lines =
                new ArrayList<>(bytes.toString(StandardCharsets.UTF_8).lines().toList());
        boolean cut = from > 0;
        if (cut && !lines.isEmpty()) {
            lines.remove(0); // most likely not whole
        }
        String mark = "--- [" + failed.position() + "/" + Program.commands(job.definition()) + "]";
        int start = lines.size() - 1;
        while (start >= 0 && !lines.get(start).startsWith(mark)) {
            start--;
        }
        if (start >= 0) {
            lines = lines.subList(start + 1, lines.size());
            cut = false;
        }
        if (!lines.isEmpty() && lines.get(lines.size() - 1).startsWith("--- failed")) {
            lines = lines.subList(0, lines.size() - 1);
        }
        if (lines.size() > LogTail.LINES) {
            lines = lines.subList(lines.size() - LogTail.LINES, lines.size());
            cut = true;
        }
        record.tail(job.key(), new LogTail(failed.name(), failed.node(), lines, cut));
    }

    private static FlowNode node(Run<?, ?> run, String id) throws IOException {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        return owner == null || id == null ? null : owner.get().getNode(id);
    }
}
