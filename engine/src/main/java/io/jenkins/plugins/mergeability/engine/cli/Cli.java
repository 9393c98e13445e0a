package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Usage;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The command line below {@code main}: turns arguments into output and an exit code. */
final class Cli {

    private static final List<String> NAMES = List.of(
            "init",
            "check",
            "plan",
            "explain",
            "graph",
            "run",
            "deploy",
            "rollback",
            "environments",
            "verdict",
            "schema",
            "demo",
            "completion");

    private Cli() {}

    /**
     * Runs a command.
     *
     * @param args the arguments, the command's name first
     * @param terminal the streams and the environment of the command
     * @return the {@link ExitCode}
     */
    static int run(String[] args, Terminal terminal) {
        int exit;
        try {
            exit = dispatch(args, terminal);
        } catch (Exception e) {
            exit = FailureMessages.report(e, terminal);
        }
        // A print stream reports its errors only here.
        if (terminal.out().checkError() && exit == ExitCode.DONE) {
            exit = FailureMessages.report(
                    new IOException("standard output could not be written: the result is lost"), terminal);
        }
        terminal.err().flush();
        return exit;
    }

    private static int dispatch(String[] args, Terminal terminal) throws Exception {
        if (args.length == 0) {
            new Usage(syntaxes(NAMES)).help(terminal.err(), terminal);
            return ExitCode.BAD_INPUT;
        }
        Command command = command(args[0]);
        List<CommandSyntax> known = syntaxes(command == null ? NAMES : List.of(args[0]));
        Arguments arguments = command == null ? null : Arguments.parse(known.get(0), args);
        if (arguments == null) {
            arguments = new Usage(known).read(args, known, terminal);
        }
        return arguments == null ? ExitCode.DONE : command.run(arguments, terminal);
    }

    /** The vocabularies of all commands. */
    static List<CommandSyntax> syntaxes() {
        return syntaxes(NAMES);
    }

    private static List<CommandSyntax> syntaxes(List<String> names) {
        List<CommandSyntax> syntaxes = new ArrayList<>(names.size());
        for (String name : names) {
            syntaxes.add(command(name).syntax());
        }
        return syntaxes;
    }

    private static Command command(String name) {
        return switch (name) {
            case "init" -> new InitCommand();
            case "check" -> new CheckCommand();
            case "plan" -> new PlanCommand();
            case "explain" -> new ExplainCommand();
            case "graph" -> new GraphCommand();
            case "run" -> new RunCommand();
            case "deploy" -> new DeployCommand();
            case "rollback" -> new RollbackCommand();
            case "environments" -> new EnvironmentsCommand();
            case "verdict" -> new VerdictCommand();
            case "schema" -> new SchemaCommand();
            case "demo" -> new DemoCommand();
            case "completion" -> new CompletionCommand();
            default -> null;
        };
    }
}
