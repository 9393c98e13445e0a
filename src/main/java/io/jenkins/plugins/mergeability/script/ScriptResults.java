package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.record.CommandRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What became of the commands of a part, read from what its script wrote to its standard output: for each command that
 * has ended its position, its attempt, when it started in milliseconds since 1970, how many it took, and its exit code.
 *
 * @param commands the commands that have ended
 * @param passed whether every command that counts passed
 */
record ScriptResults(List<CommandRecord> commands, boolean passed) {

    private static final int FIELDS = 5;

    /** What shells give for a process that was ended by SIGTERM or SIGKILL, as Jenkins ends them. */
    private static final Set<String> KILLED = Set.of("143", "137");

    /** Whether a command, by what a script wrote, was ended as Jenkins ends processes. */
    static boolean killed(String output) {
        return output.lines()
                .map(line -> line.strip().split(" "))
                .anyMatch(fields -> fields.length == FIELDS && KILLED.contains(fields[FIELDS - 1]));
    }

    /** Whether a command's end that is recorded already is among these. */
    boolean tellsOf(CommandRecord known) {
        return commands.stream()
                .anyMatch(command -> command.position() == known.position() && command.started() == known.started());
    }

    /**
     * Reads what a script wrote.
     *
     * @param lines the commands the script was made of
     * @param attempt how often a command, by its position, has been run before
     * @param node the id of the flow node of the step, or null
     */
    static ScriptResults read(String output, List<Part.Line> lines, ToIntFunction<Integer> attempt, String node) {
        List<CommandRecord> commands = new ArrayList<>();
        boolean passed = true;
        for (Part.Line line : lines) {
            boolean ended = false;
            boolean failedBefore = false;
            for (String result : output.split("\n")) {
                CommandRecord command = parse(result.strip(), line, attempt, node);
                if (command != null) {
                    commands.add(command);
                    failedBefore |= !command.passed();
                    ended = command.passed();
                }
            }
            passed &= ended || line.goesOn() && failedBefore;
        }
        return new ScriptResults(List.copyOf(commands), passed);
    }

    private static CommandRecord parse(String text, Part.Line line, ToIntFunction<Integer> attempt, String node) {
        String[] fields = text.split(" ");
        if (fields.length != FIELDS || !fields[0].equals(Integer.toString(line.position()))) {
            return null;
        }
        try {
            return new CommandRecord(
                    line.position(),
                    line.name(),
                    line.run(),
                    attempt.applyAsInt(line.position()) + Integer.parseInt(fields[1]),
                    Integer.parseInt(fields[4]),
                    Long.parseLong(fields[2]),
                    Math.max(0, Long.parseLong(fields[3])),
                    line.allowed(),
                    node);
        } catch (NumberFormatException e) {
            return null; // not one of ours
        }
    }
}
