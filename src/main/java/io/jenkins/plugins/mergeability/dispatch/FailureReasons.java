package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.schedule.ExitCodes;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says in a line why a job failed. */
final class FailureReasons {

    static final String TIMED_OUT = "timed out";

    private FailureReasons() {}

    /**
     * The commands whose last execution failed and counted.
     *
     * @param ended what to say if there is none, as something was ended in the middle
     */
    static String failure(JobRecord job, String ended) {
        List<CommandRecord> failed = failed(job);
        if (failed.isEmpty()) {
            return ended;
        }
        CommandRecord first = failed.get(0);
        String words = ExitCodes.text(first.exitCode()) + " of `" + brief(first.command()) + "`";
        return failed.size() == 1 ? words : words + " (and " + (failed.size() - 1) + " more)";
    }

    private static List<CommandRecord> failed(JobRecord job) {
        Map<Integer, CommandRecord> last = new LinkedHashMap<>();
        job.commands().forEach(command -> last.put(command.position(), command));
        return last.values().stream()
                .filter(command -> !command.passed() && !command.allowed())
                .toList();
    }

    /** Whether a job failed by what it runs, and not by what kept it from running. */
    static boolean own(JobRecord job) {
        return !failed(job).isEmpty() || job.reason().startsWith(TIMED_OUT);
    }

    /** Whether a command of the job failed, and passed when it was run again. */
    static boolean flaky(JobRecord job) {
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

    private static String brief(String command) {
        String line = command.strip().lines().findFirst().orElse("");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }
}
