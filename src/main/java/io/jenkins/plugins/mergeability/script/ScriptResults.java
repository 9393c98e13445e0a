package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The results of the commands of a part, read from the standard output of its script: for each execution the position, the
 * attempt, the start in milliseconds since 1970, the duration in milliseconds, the exit code, and after 0 the word of
 * {@link OutcomeTokens}. Only the one order in which the script can write these lines is accepted.
 *
 * @param executions the executions
 * @param passed whether every command that counts passed
 * @param unclean why the workspace could not be cleaned, so that no command ran; empty if it was
 * @param found what was in the workspace, so that it was not cleaned; absent if nothing was
 * @param changed the tracked files that differ from the commit; absent if none does, or they were not compared
 */
public record ScriptResults(
        List<CommandExecution> executions,
        boolean passed,
        Optional<String> unclean,
        Optional<ListedFiles> found,
        Optional<ListedFiles> changed) {

    private static final Pattern UNCLEAN = Pattern.compile("unclean (.{1,1000})");

    private static final Pattern LISTED = Pattern.compile("(found|changed) (\\d{1,9})((?:\t[^\t]+){0,20})");

    private static final Pattern LINE = Pattern.compile(
            "(\\d{1,9}) (\\d{1,9}) (\\d{1,18}) (-?\\d{1,18}) (0|-?[1-9]\\d{0,8}|-?[12]\\d{9})(?: ([0-9a-f]+))?");

    /** The exit codes of shells for a process that SIGTERM or SIGKILL ended, the signals that Jenkins sends. */
    private static final Set<String> KILLED = Set.of("143", "137");

    private static final int MAX_SHOWN = 80;

    /** The length of the lines about the workspace. They name up to 20 files, whose paths have up to 4,096 bytes. */
    private static final int MAX_LENGTH = 100_000;

    /** The length of the line of an execution. */
    private static final int MAX_LINE = 200;

    public ScriptResults {
        executions = List.copyOf(executions);
    }

    /** Whether a signal that Jenkins sends ended one of the commands, by the standard output of a script. */
    public static boolean killed(String output) {
        return output.lines()
                .map(line -> LINE.matcher(line.strip()))
                .anyMatch(line -> line.matches() && KILLED.contains(line.group(5)));
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
     * @param tokens the words that the script had
     * @param care what the script did to the workspace
     * @param earlier how often a command, by its position, ran before
     * @throws ScriptOutputException if it is not what the script writes when it runs to its end
     */
    public static ScriptResults read(
            String output,
            List<Part.ScriptCommand> commands,
            OutcomeTokens tokens,
            WorkspaceCare care,
            IntUnaryOperator earlier)
            throws ScriptOutputException {
        int bound = MAX_LENGTH + MAX_LINE * (BlockOptions.MAX_RETRIES + 1) * commands.size();
        if (output.length() > bound) {
            throw new ScriptOutputException(
                    "it has " + output.length() + " characters, more than the " + bound + " that the script can write");
        }
        Matcher unclean = UNCLEAN.matcher(output.stripTrailing());
        if (care.clean() && unclean.matches()) {
            Optional<String> why = Optional.of(SafeText.text(unclean.group(1)));
            return new ScriptResults(List.of(), false, why, Optional.empty(), Optional.empty());
        }
        Reader reader = new Reader(commands, tokens, care, earlier);
        int number = 0;
        for (Iterator<String> lines = output.lines().iterator(); lines.hasNext(); ) {
            reader.read(++number, lines.next());
        }
        return reader.results();
    }

    /** Follows the script: which command's line, and of which attempt, it can write next. */
    private static final class Reader {

        private final List<Part.ScriptCommand> commands;
        private final OutcomeTokens tokens;
        private final WorkspaceCare care;
        private final IntUnaryOperator earlier;
        private boolean listed;
        private boolean compared;
        private Optional<ListedFiles> found = Optional.empty();
        private Optional<ListedFiles> changed = Optional.empty();
        private final List<CommandExecution> executions = new ArrayList<>();
        private int next;
        private int attempt = 1;
        private boolean failed;

        Reader(List<Part.ScriptCommand> commands, OutcomeTokens tokens, WorkspaceCare care, IntUnaryOperator earlier) {
            this.commands = commands;
            this.tokens = tokens;
            this.care = care;
            this.earlier = earlier;
        }

        void read(int number, String line) throws ScriptOutputException {
            if (care.lists() && !listed) {
                found = listed(number, line, "found", "clear " + tokens.of(OutcomeTokens.CLEAR));
                listed = true;
                return;
            }
            if (!failed && next == commands.size() && care.compare() && !compared) {
                compared(number, line);
                return;
            }
            if (failed || next == commands.size()) {
                throw unexpected(number, line, "it follows the last result");
            }
            Part.ScriptCommand command = commands.get(next);
            Matcher fields = LINE.matcher(line);
            if (!fields.matches()) {
                throw unexpected(number, line, "it is no result of a command");
            }
            boolean ofCommand = Integer.parseInt(fields.group(1)) == command.position();
            if (!ofCommand || Integer.parseInt(fields.group(2)) != attempt) {
                throw unexpected(
                        number, line, "the result of attempt " + attempt + " of `" + command.name() + "` comes next");
            }
            boolean passed = fields.group(5).equals("0");
            String token = fields.group(6);
            if (passed ? !tokens.of(command.position()).equals(token) : token != null) {
                throw unexpected(number, line, "the script did not write it");
            }
            executions.add(execution(command, fields));
            if (passed || command.continueOnFailure() && attempt > command.retries()) {
                next++;
                attempt = 1;
            } else if (attempt++ > command.retries()) {
                failed = true;
            }
        }

        private void compared(int number, String line) throws ScriptOutputException {
            changed = listed(number, line, "changed", "intact " + tokens.of(OutcomeTokens.INTACT));
            compared = true;
        }

        private static Optional<ListedFiles> listed(int number, String line, String word, String none)
                throws ScriptOutputException {
            Matcher fields = LISTED.matcher(line);
            if (fields.matches() && fields.group(1).equals(word)) {
                String names = fields.group(3);
                return Optional.of(new ListedFiles(
                        Integer.parseInt(fields.group(2)),
                        names.isEmpty() ? List.of() : List.of(names.substring(1).split("\t"))));
            }
            if (!line.equals(none)) {
                throw unexpected(number, line, "the list of " + word + " files comes next");
            }
            return Optional.empty();
        }

        private CommandExecution execution(Part.ScriptCommand command, Matcher fields) {
            return new CommandExecution(
                    command.position(),
                    command.name(),
                    command.run(),
                    earlier.applyAsInt(command.position()) + attempt,
                    (int) Long.parseLong(fields.group(5)),
                    Long.parseLong(fields.group(3)),
                    Math.max(0, Long.parseLong(fields.group(4))),
                    command.failureAllowed());
        }

        ScriptResults results() throws ScriptOutputException {
            if (!failed && next < commands.size()) {
                throw new ScriptOutputException("the result of attempt " + attempt + " of `"
                        + commands.get(next).name() + "` is missing");
            }
            if (!failed && care.compare() && !compared) {
                throw new ScriptOutputException("the list of changed files is missing");
            }
            if (care.lists() && !listed) {
                throw new ScriptOutputException("the list of found files is missing");
            }
            return new ScriptResults(executions, !failed, Optional.empty(), found, changed);
        }

        private static ScriptOutputException unexpected(int number, String line, String why) {
            String shown = line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "…" : line;
            return new ScriptOutputException("line " + number + " is `" + SafeText.text(shown) + "`: " + why);
        }
    }
}
