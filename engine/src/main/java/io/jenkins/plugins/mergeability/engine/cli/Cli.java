package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Usage;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The command line, below {@code main}: arguments in, text and an exit code out. */
final class Cli {

    private static final List<String> NAMES =
            List.of("check", "plan", "explain", "graph", "run", "verdict", "schema", "demo", "completion");

    private Cli() {}

    /**
     * Runs a command.
     *
     * @param args the arguments, the command's name first
     * @param terminal what it speaks to
     * @return the {@link ExitCode}
     */
    static int run(String[] args, Terminal terminal) {
        int exit;
        try {
            exit = dispatch(args, terminal);
        } catch (Exception e) {
            exit = FailureMessages.report(e, terminal);
        }
        // A stream for printing keeps its failures to itself until it is asked.
        if (terminal.out().checkError() && exit == ExitCode.DONE) {
            exit = FailureMessages.report(
                    new IOException("standard output could not be written: the result is lost"), terminal);
        }
        terminal.err().flush();
        return exit;
    }

    private static int dispatch(String[] args, Terminal terminal) throws Exception {
        if (args.length == 0) {
            new Usage(vocabularies(NAMES)).help(terminal.err(), terminal);
            return ExitCode.BAD_INPUT;
        }
        Command command = command(args[0]);
        List<CommandSyntax> known = vocabularies(command == null ? NAMES : List.of(args[0]));
        Arguments arguments = command == null ? null : Arguments.exactly(known.get(0), args);
        if (arguments == null) {
            arguments = new Usage(known).read(args, known, terminal);
        }
        return arguments == null ? ExitCode.DONE : command.run(arguments, terminal);
    }

    /** The vocabularies of all commands. */
    static List<CommandSyntax> vocabularies() {
        return vocabularies(NAMES);
    }

    private static List<CommandSyntax> vocabularies(List<String> names) {
        List<CommandSyntax> vocabularies = new ArrayList<>(names.size());
        for (String name : names) {
            vocabularies.add(command(name).vocabulary());
        }
        return vocabularies;
    }

    private static Command command(String name) {
        return switch (name) {
            case "check" -> new CheckCommand();
            case "plan" -> new PlanCommand();
            case "explain" -> new ExplainCommand();
            case "graph" -> new GraphCommand();
            case "run" -> new RunCommand();
            case "verdict" -> new VerdictCommand();
            case "schema" -> new SchemaCommand();
            case "demo" -> new DemoCommand();
            case "completion" -> new CompletionCommand();
            default -> null;
        };
    }
}
