package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.List;

/** What things are called where people read them. */
final class StageNames {

    private static final int LONGEST = 80;

    private StageNames() {}

    /** A command in one short line, with its number among all commands of its job. */
    static String numbered(Part.Line line, int total) {
        return "[" + line.position() + "/" + total + "] " + brief(line.run());
    }

    /** What a durable step is called that runs these commands. */
    static String of(List<Part.Line> lines) {
        String first = brief(lines.get(0).run());
        return lines.size() == 1 ? first : first + " (and " + (lines.size() - 1) + " more)";
    }

    /** The name of a job's stage, different from that of every other. */
    static String stage(JobKey key) {
        return key.component() + ": " + key.job()
                + key.platform().map(name -> " on " + name).orElse("");
    }

    private static String brief(String command) {
        String line = command.strip().lines().findFirst().orElse("");
        boolean more = command.strip().lines().count() > 1;
        if (line.codePointCount(0, line.length()) > LONGEST) {
            return line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
        }
        return more ? line + " …" : line;
    }
}
