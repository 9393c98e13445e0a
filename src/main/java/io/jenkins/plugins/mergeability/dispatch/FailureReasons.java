package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.schedule.ExitCodes;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.script.StageNames;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes in a line why a job failed. */
public final class FailureReasons {

    public static final String TIMED_OUT = "timed out";

    private FailureReasons() {}

    /**
     * The commands whose last execution failed and counted.
     *
     * @param fallback the reason if there is no such command, as something was stopped before it ended
     */
    public static String describe(JobRecord job, String fallback) {
        return describe(failed(job), fallback);
    }

    /**
     * The same for a part of a job.
     *
     * @param positions the positions of its commands
     */
    public static String describe(JobRecord job, Set<Integer> positions, String fallback) {
        return describe(
                failed(job).stream()
                        .filter(command -> positions.contains(command.position()))
                        .toList(),
                fallback);
    }

    private static String describe(List<CommandRecord> failed, String fallback) {
        if (failed.isEmpty()) {
            return fallback;
        }
        CommandRecord first = failed.get(0);
        String reason = ExitCodes.text(first.exitCode()) + " of `" + StageNames.firstLine(first.command()) + "`";
        return failed.size() == 1 ? reason : reason + " (and " + (failed.size() - 1) + " more)";
    }

    private static List<CommandRecord> failed(JobRecord job) {
        Map<Integer, CommandRecord> last = new LinkedHashMap<>();
        job.commands().forEach(command -> last.put(command.position(), command));
        return last.values().stream()
                .filter(command -> !command.passed() && !command.allowed())
                .toList();
    }

    /** Whether a job failed by its own commands, and not by an error around them. */
    public static boolean isByCommands(JobRecord job) {
        return !failed(job).isEmpty() || job.reason().startsWith(TIMED_OUT);
    }

    /** Whether a command of the job failed, and passed when it was run again. */
    public static boolean isFlaky(JobRecord job) {
        Set<Integer> failed = new HashSet<>();
        for (CommandRecord command : job.commands()) {
            if (!command.passed()) {
                failed.add(command.position());
            } else if (failed.contains(command.position())) {
                return true;
            }
        }
        return false;
    }
}
