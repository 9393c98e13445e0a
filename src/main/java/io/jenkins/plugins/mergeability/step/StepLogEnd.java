package io.jenkins.plugins.mergeability.step;

import hudson.console.ConsoleNote;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.record.LogEnd;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.log.LogStorage;

/**
 * Reads the end of the log of a step, whatever its length. Pipeline itself copies the whole log of a step into memory, which
 * an untrusted command can make as long as it wants. So the end is read from the build's log, by its index.
 */
final class StepLogEnd {

    /** How much of a log is read, from its end. */
    static final int MAX_BYTES = 64 * 1024;

    /** A part of the log of a build. */
    private record Range(long from, long to) {

        long length() {
            return to - from;
        }
    }

    private StepLogEnd() {}

    /** The complete lines at the end of a step's log. */
    static List<String> lines(Run<?, ?> run, FlowExecutionOwner owner, FlowNode node) throws IOException {
        LogAction log = node.getAction(LogAction.class);
        if (log == null) {
            return List.of();
        }
        Path index = new File(run.getRootDir(), "log-index").toPath();
        if (!Files.exists(index) || !(run instanceof FlowExecutionOwner.Executable build)) {
            return LogEnd.lines(log.getLogText()); // another storage
        }
        LogStorage.of(owner).overallLog(build, true); // writes what is buffered
        return lines(new File(run.getRootDir(), "log").toPath(), index, node.getId());
    }

    /**
     * The complete lines at the end of the log of a node.
     *
     * @param index has a line for each change of the node: the offset in the log, and the node that writes from there on
     */
    static List<String> lines(Path log, Path index, String node) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(log.toFile(), "r")) {
            Deque<Range> ranges = new ArrayDeque<>();
            boolean cut = read(index, node, content.length(), ranges);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (Range range : ranges) {
                byte[] part = new byte[(int) range.length()];
                content.seek(range.from());
                content.readFully(part);
                bytes.write(part);
            }
            List<String> lines = ConsoleNote.removeNotes(bytes.toString(StandardCharsets.UTF_8))
                    .lines()
                    .toList();
            return cut && !lines.isEmpty() ? lines.subList(1, lines.size()) : lines;
        }
    }

    /** Finds the last parts of a node; returns whether there are more before them. */
    private static boolean read(Path index, String node, long length, Deque<Range> ranges) throws IOException {
        boolean cut = false;
        long total = 0;
        long from = -1;
        try (BufferedReader lines = Files.newBufferedReader(index, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null || from >= 0) {
                String[] fields = line == null ? new String[] {Long.toString(length)} : line.split(" ", 2);
                long offset = offset(fields[0], length);
                if (from >= 0 && offset > from) {
                    Range range = new Range(Math.max(from, offset - MAX_BYTES), offset);
                    cut |= range.from() > from;
                    ranges.add(range);
                    total += range.length();
                }
                while (total > MAX_BYTES) {
                    Range first = ranges.remove();
                    long rest = Math.max(0, first.length() - (total - MAX_BYTES));
                    total -= first.length() - rest;
                    if (rest > 0) {
                        ranges.addFirst(new Range(first.to() - rest, first.to()));
                    }
                    cut = true;
                }
                from = line != null && fields.length == 2 && fields[1].equals(node) ? offset : -1;
                line = line == null ? null : lines.readLine();
            }
        }
        return cut;
    }

    private static long offset(String text, long length) throws IOException {
        try {
            return Math.min(Long.parseLong(text), length);
        } catch (NumberFormatException e) {
            throw new IOException("the index of the build's log is damaged", e);
        }
    }
}
