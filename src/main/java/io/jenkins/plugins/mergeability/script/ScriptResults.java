package io.jenkins.plugins.mergeability.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * The results of the commands of a part, read from the standard output of its script: for each execution the position, the
 * attempt, the start in milliseconds since 1970, the duration in milliseconds, and the exit code.
 *
 * @param executions the executions that have ended
 * @param passed whether every command that counts passed
 */
public record ScriptResults(List<CommandExecution> executions, boolean passed) {

    private static final int FIELDS = 5;

    /** The exit codes of shells for a process that SIGTERM or SIGKILL ended, the signals that Jenkins sends. */
    private static final Set<String> KILLED = Set.of("143", "137");

    public ScriptResults {
        executions = List.copyOf(executions);
    }

    /** Whether a signal that Jenkins sends ended one of the commands, by the standard output of a script. */
    public static boolean killed(String output) {
        return output.lines()
                .map(line -> line.strip().split(" "))
                .anyMatch(fields -> fields.length == FIELDS && KILLED.contains(fields[FIELDS - 1]));
    }

    /** Whether these results include the execution of a command that started at a time. */
    public boolean includes(int position, long started) {
        return executions.stream()
                .anyMatch(execution -> execution.position() == position && execution.started() == started);
    }

    /**
     * Reads the standard output of a script.
     *
     * @param commands the commands of the script
     * @param earlier how often a command, by its position, ran before
     */
    public static ScriptResults read(String output, List<Part.ScriptCommand> commands, IntUnaryOperator earlier) {
        List<CommandExecution> executions = new ArrayList<>();
        boolean passed = true;
        for (Part.ScriptCommand command : commands) {
            boolean lastPassed = false;
            boolean failedBefore = false;
            for (String line : output.split("\n")) {
                CommandExecution execution = parse(line.strip(), command, earlier);
                if (execution != null) {
                    executions.add(execution);
                    failedBefore |= !execution.passed();
                    lastPassed = execution.passed();
                }
            }
            passed &= lastPassed || command.continueOnFailure() && failedBefore;
        }
        return new ScriptResults(executions, passed);
    }

    private static CommandExecution parse(String text, Part.ScriptCommand command, IntUnaryOperator earlier) {
        String[] fields = text.split(" ");
        if (fields.length != FIELDS || !fields[0].equals(Integer.toString(command.position()))) {
            return null;
        }
        try {
            return new CommandExecution(
                    command.position(),
                    command.name(),
                    command.run(),
                    earlier.applyAsInt(command.position()) + Integer.parseInt(fields[1]),
                    Integer.parseInt(fields[4]),
                    Long.parseLong(fields[2]),
                    Math.max(0, Long.parseLong(fields[3])),
                    command.failureAllowed());
        } catch (NumberFormatException e) {
            return null; // written by a command, not by the script
        }
    }
}
