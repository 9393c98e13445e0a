package io.jenkins.plugins.mergeability.engine.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line, below {@code main}: arguments in, text and an exit code out. */
final class Cli {

    private static final String[] NAMES = {
        "check", "plan", "explain", "graph", "run", "demo", "completion",
    };

    private Cli() {}

    /**
     * Runs a command.
     *
     * @param args the arguments, the command's name first
     * @param terminal what it speaks to
     * @return the {@link ExitCode}
     */
    static int run(String[] args, Terminal terminal) {
        try {
            return dispatch(args, terminal);
        } catch (ParameterException e) {
            return Failures.usage(e, terminal);
        } catch (Exception e) {
            return Failures.report(e, terminal);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    private static int dispatch(String[] args, Terminal terminal) throws Exception {
        Command command = args.length == 0 ? null : command(args[0]);
        CommandLine line = new CommandLine(command == null ? whole() : root());
        if (command != null) {
            line.addSubcommand(args[0], command.spec());
        }
        ParseResult parsed = line.parseArgs(args);
        ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        if (last.isUsageHelpRequested() || last == parsed && !last.isVersionHelpRequested()) {
            CommandLine asked = last.commandSpec().commandLine();
            asked.setColorScheme(CommandLine.Help.defaultColorScheme(
                    terminal.ansi().on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
            asked.usage(args.length == 0 ? terminal.err() : terminal.out());
            return args.length == 0 ? ExitCode.BAD_INPUT : ExitCode.DONE;
        }
        if (last.isVersionHelpRequested()) {
            terminal.out().println("mergeability " + version());
            return ExitCode.DONE;
        }
        return command.run(last, terminal);
    }

    /** The command line with every command, as help and completion need it. */
    static CommandSpec whole() {
        CommandSpec root = root();
        for (String name : NAMES) {
            root.addSubcommand(name, command(name).spec());
        }
        return root;
    }

    private static CommandSpec root() {
        CommandSpec root = CommandSpec.create().name("mergeability");
        root.usageMessage()
                .description("What does a change affect, what of it is proven, and does the rest pass?")
                .footer(
                        "",
                        "Exit codes: 0 done, 1 a job failed, 2 bad input, 3 trouble outside (git, files).",
                        "",
                        "Examples:",
                        "  mergeability demo                 see it work, in a temporary repository",
                        "  mergeability plan                 what your work affects, compared with the main branch",
                        "  mergeability run                  run what is affected and not proven yet",
                        "  mergeability explain air/test     why it is built, and why it is not proven");
        root.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
        return root;
    }

    private static Command command(String name) {
        return switch (name) {
            case "check" -> new CheckCommand();
            case "plan" -> new PlanCommand();
            case "explain" -> new ExplainCommand();
            case "graph" -> new GraphCommand();
            case "run" -> new RunCommand();
            case "demo" -> new DemoCommand();
            case "completion" -> new CompletionCommand();
            default -> null;
        };
    }

    private static String version() {
        String version = Cli.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
