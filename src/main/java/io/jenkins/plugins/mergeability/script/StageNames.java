package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.List;

/** Names of stages and labels of steps, for people. */
public final class StageNames {

    private static final int MAX_LENGTH = 80;

    private StageNames() {}

    /** A command in one short line, with its number among all commands of its job. */
    static String numbered(Part.ScriptCommand command, int total) {
        return "[" + command.position() + "/" + total + "] " + shortened(command.run());
    }

    /** The label of the durable step that runs these commands. */
    public static String label(List<Part.ScriptCommand> commands) {
        String first = shortened(commands.get(0).run());
        return commands.size() == 1 ? first : first + " (and " + (commands.size() - 1) + " more)";
    }

    /** The name of the stage, or label of the step, that runs these jobs; each by its name in such a place. */
    public static String together(List<String> jobs) {
        String first = String.join(", ", jobs.stream().sorted().limit(3).toList());
        return jobs.size() <= 3 ? first : first + " and " + (jobs.size() - 3) + " more";
    }

    /** The name of a job's stage, unique in its plan. */
    public static String ofJob(JobKey key) {
        return key.component() + ": " + key.job()
                + key.platform().map(name -> " on " + name).orElse("");
    }

    /** The first line of a command, cut to a length that fits a line of a report. */
    public static String firstLine(String command) {
        String line = command.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) > MAX_LENGTH
                ? line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH)) + "…"
                : line;
    }

    private static String shortened(String command) {
        String line = firstLine(command);
        return command.strip().lines().count() > 1 && line.codePointCount(0, line.length()) <= MAX_LENGTH
                ? line + " …"
                : line;
    }
}
