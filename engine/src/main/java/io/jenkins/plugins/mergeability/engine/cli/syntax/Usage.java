package io.jenkins.plugins.mergeability.engine.cli.syntax;

import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import java.io.PrintStream;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses calls by picocli, explains what is invalid in them, and prints help. */
public final class Usage {

    private final CommandLine line = new CommandLine(root());

    /** The whole command line, with all its commands. */
    public Usage(List<CommandSyntax> commands) {
        for (CommandSyntax command : commands) {
            line.addSubcommand(command.name(), spec(command));
        }
    }

    /**
     * Parses a call; prints help or the version if requested.
     *
     * @param commands the commands, including the called one
     * @return null if nothing else is to be done
     * @throws UsageException if the call is invalid
     */
    public Arguments read(String[] args, List<CommandSyntax> commands, Terminal terminal) throws UsageException {
        ParseResult parsed;
        try {
            parsed = line.parseArgs(args);
        } catch (ParameterException e) {
            throw wrong(e);
        }
        if (!parsed.hasSubcommand() && !parsed.unmatched().isEmpty()) {
            throw new UsageException(
                    "", unmatched(line.getCommandSpec(), parsed.unmatched().get(0)), List.of());
        }
        ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        if (last.isVersionHelpRequested()) {
            terminal.out().println("mergeability " + version());
            return null;
        }
        if (last.isUsageHelpRequested() || last == parsed) {
            help(last.commandSpec().commandLine(), terminal.out(), terminal);
            return null;
        }
        for (CommandSyntax command : commands) {
            if (command.name().equals(last.commandSpec().name())) {
                return arguments(command, last);
            }
        }
        throw new IllegalStateException("no command " + last.commandSpec().name());
    }

    /** Prints the help of the whole command line. */
    public void help(PrintStream out, Terminal terminal) {
        help(line, out, terminal);
    }

    /** A completion script for bash and zsh. */
    public String completion() {
        return AutoComplete.bash(line.getCommandName(), line);
    }

    private static void help(CommandLine command, PrintStream out, Terminal terminal) {
        command.setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.ansi().on() ? Ansi.ON : Ansi.OFF));
        command.usage(out);
    }

    private static UsageException wrong(ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        List<String> suggestions =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(spec, unmatched.getUnmatched().get(0))
                : Character.toLowerCase(e.getMessage().charAt(0))
                        + e.getMessage().substring(1);
        return new UsageException(spec.parent() == null ? "" : spec.name(), message, suggestions);
    }

    private static String unmatched(CommandSpec spec, String word) {
        if (word.startsWith("-")) {
            return "unknown option '" + word + "'";
        }
        return spec.parent() == null ? "unknown command '" + word + "'" : "'" + word + "' is an unexpected argument";
    }

    private static Arguments arguments(CommandSyntax command, ParseResult parsed) {
        Arguments arguments = new Arguments(command);
        for (CommandSyntax.Option option : command.options()) {
            if (!parsed.hasMatchedOption(option.name())) {
                continue;
            }
            switch (option.kind()) {
                case FLAG -> arguments.addFlag(option.name());
                case VALUES ->
                    parsed.matchedOptionValue(option.name(), List.<String>of())
                            .forEach(value -> arguments.add(option.name(), value));
                default -> arguments.add(option.name(), parsed.matchedOptionValue(option.name(), ""));
            }
        }
        for (PositionalParamSpec operands : parsed.matchedPositionals()) {
            operands.<List<String>>getValue().forEach(arguments::addOperand);
        }
        return arguments;
    }

    private static CommandSpec root() {
        CommandSpec root = CommandSpec.create().name("mergeability");
        root.usageMessage()
                .description("Plans and runs what a change affects and is not yet proven.")
                .footer(
                        "",
                        "Exit codes: 0 done, 1 a job failed, 2 bad input, 3 external failure (git, files).",
                        "",
                        "Examples:",
                        "  mergeability demo              show it in a temporary repository",
                        "  mergeability plan              what your changes since the main branch affect",
                        "  mergeability run               run what is affected and not yet proven",
                        "  mergeability explain air/test  why it is built, and why it is not proven");
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

    private static CommandSpec spec(CommandSyntax command) {
        CommandSpec spec = CommandSpec.create().name(command.name());
        spec.usageMessage().description(command.description()).sortOptions(false);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        for (CommandSyntax.Option option : command.options()) {
            spec.addOption(option(option));
        }
        CommandSyntax.Operands operands = command.operands();
        if (operands.max() > 0) {
            boolean any = operands.max() == Integer.MAX_VALUE;
            String most = any ? "*" : Integer.toString(operands.max());
            spec.addPositional(PositionalParamSpec.builder()
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .paramLabel(operands.label())
                    .index("0.." + (any ? "*" : Integer.toString(operands.max() - 1)))
                    .arity(operands.min() + ".." + most)
                    .required(operands.min() > 0)
                    .description(operands.description())
                    .build());
        }
        if (!command.examples().isEmpty()) {
            spec.usageMessage().footer(footer(command.examples()));
        }
        return spec;
    }

    private static OptionSpec option(CommandSyntax.Option option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.name()).description(option.description());
        switch (option.kind()) {
            case FLAG -> builder.type(boolean.class);
            case VALUES -> builder.type(List.class).auxiliaryTypes(String.class).paramLabel(option.label());
            case CHOICE -> builder.type(String.class).paramLabel(option.label()).completionCandidates(option.choices());
            case VALUE -> builder.type(String.class).paramLabel(option.label());
        }
        return builder.build();
    }

    private static String[] footer(List<String> examples) {
        String[] footer = new String[examples.size() + 2];
        footer[0] = "";
        footer[1] = "Examples:";
        for (int i = 0; i < examples.size(); i++) {
            footer[i + 2] = "  " + examples.get(i);
        }
        return footer;
    }

    private static String version() {
        String version = Usage.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
