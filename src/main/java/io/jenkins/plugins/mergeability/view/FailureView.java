package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.RecordedLogTail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A command that made a job fail, with the end of its log if it was read. */
@ExportedBean(defaultVisibility = 5)
public final class FailureView {

    private final String name;
    private final CommandView command;
    private final RecordedLogTail tail;
    private final ViewContext context;

    private FailureView(String name, CommandView command, RecordedLogTail tail, ViewContext context) {
        this.name = name;
        this.command = command;
        this.tail = tail;
        this.context = context;
    }

    /** The last executions of commands that failed, in their order, followed by other recorded log tails. */
    static List<FailureView> of(JobRecord job, ViewContext context) {
        Map<Integer, CommandRecord> last = new LinkedHashMap<>();
        job.commands().forEach(command -> last.put(command.position(), command));
        Map<String, RecordedLogTail> tails = new LinkedHashMap<>();
        job.tails().forEach(tail -> tails.put(tail.command(), tail));
        List<FailureView> failures = new ArrayList<>();
        for (CommandRecord command : last.values()) {
            if (!command.passed() && !command.allowed()) {
                CommandView view = new CommandView(command, context);
                failures.add(new FailureView(command.name(), view, tails.remove(command.name()), context));
            }
        }
        tails.forEach((name, tail) -> failures.add(new FailureView(name, null, tail, context)));
        return failures;
    }

    /** The command's path in the job's tree. */
    @Exported
    public String getName() {
        return name;
    }

    /** Its execution; null if only its log is known. */
    @Exported
    public CommandView getCommand() {
        return command;
    }

    /** The end of its log; null if it was not read. */
    @Exported
    public String getTail() {
        return tail == null ? null : String.join("\n", tail.lines());
    }

    /** The number of lines of the log tail. */
    public int getLines() {
        return tail == null ? 0 : tail.lines().size();
    }

    /** Whether the log tail leaves out earlier lines. */
    @Exported
    public boolean isCut() {
        return tail != null && tail.cut();
    }

    /** The path of the whole log, from the root of Jenkins; empty if there is none. */
    @Exported
    public String getLog() {
        return tail != null ? context.log(tail.node()) : command.getLog();
    }
}
