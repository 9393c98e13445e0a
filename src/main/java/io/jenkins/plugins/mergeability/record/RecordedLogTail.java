package io.jenkins.plugins.mergeability.record;

import java.util.List;

/**
 * The end of what a failing command wrote, secrets masked.
 *
 * @param command the command's name, as in {@link CommandRecord#name}
 * @param node the id of the flow node that has the whole log
 * @param lines the last lines, without their ends
 * @param cut whether there is more before them
 */
public record RecordedLogTail(String command, String node, List<String> lines, boolean cut) {

    /** How many lines are kept at the most. */
    public static final int LINES = 100;

    public RecordedLogTail {
        lines = List.copyOf(lines);
    }
}
