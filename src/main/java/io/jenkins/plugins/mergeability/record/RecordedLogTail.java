package io.jenkins.plugins.mergeability.record;

import java.util.List;

/**
 * The end of the log of a failing command, with secrets masked.
 *
 * @param command the command's name, as in {@link CommandRecord#name}
 * @param node the id of the flow node with the whole log
 * @param lines the last lines, without line terminators
 * @param cut whether earlier lines were left out
 */
public record RecordedLogTail(String command, String node, List<String> lines, boolean cut) {

    /** The largest number of lines that is kept. */
    public static final int MAX_LINES = 100;

    public RecordedLogTail {
        lines = List.copyOf(lines);
    }
}
