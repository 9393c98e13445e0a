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

/** A command that made a job fail, with the end of its log where that was read. */
@ExportedBean(defaultVisibility = 5)
public final class FailureView {

    private final String name;
    private final CommandView command;
    private final RecordedLogTail tail;
    private final ViewContext moment;

    private FailureView(String name, CommandView command, RecordedLogTail tail, ViewContext moment) {
        this.name = name;
        this.command = command;
        this.tail = tail;
        this.moment = moment;
    }

    /** The last executions of commands that failed, in their order, and then what else there is a log of. */
    static List<FailureView> of(JobRecord job, ViewContext moment) {
        Map<Integer, CommandRecord> last = new LinkedHashMap<>();
        job.commands().forEach(command -> last.put(command.position(), command));
        Map<String, RecordedLogTail> tails = new LinkedHashMap<>();
        job.tails().forEach(tail -> tails.put(tail.command(), tail));
        List<FailureView> failures = new ArrayList<>();
        for (CommandRecord command : last.values()) {
            if (!command.passed() && !command.allowed()) {
                CommandView view = new CommandView(command, moment);
                failures.add(new FailureView(command.name(), view, tails.remove(command.name()), moment));
            }
        }
        tails.forEach((name, tail) -> failures.add(new FailureView(name, null, tail, moment)));
        return failures;
    }

    /** Where the command is in the job's tree. */
    @Exported
    public String getName() {
        return name;
    }

    /** Its execution; null where only its log is known. */
    @Exported
    public CommandView getCommand() {
        return command;
    }

    /** The end of its log; null where it was not read. */
    @Exported
    public String getTail() {
        return tail == null ? null : String.join("\n", tail.lines());
    }

    /** How many lines of its log there are. */
    public int getLines() {
        return tail == null ? 0 : tail.lines().size();
    }

    /** Whether there is more before them. */
    @Exported
    public boolean isCut() {
        return tail != null && tail.cut();
    }

    /** The path of the whole log, from the root of Jenkins; empty where there is none. */
    @Exported
    public String getLog() {
        return tail != null ? moment.log(tail.node()) : command.getLog();
    }
}
