package io.jenkins.plugins.mergeability.engine.cli.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * The name, options and operands of a command, with help for each. Two classes read it: {@link Arguments}, which is
 * fast and only accepts valid calls, and {@link Usage}, which also explains errors and prints help.
 */
public final class CommandSyntax {

    /** The kinds of options. */
    enum Kind {
        /** Without a value. */
        FLAG,
        /** With a value. */
        VALUE,
        /** With a value, and repeatable. */
        VALUES,
        /** With one of a few values, the first of which is the default. */
        CHOICE
    }

    /**
     * An option.
     *
     * @param name its name, including its dashes
     * @param label the name of its value in the help
     * @param choices the values it takes, if these are few
     */
    record Option(String name, Kind kind, String label, String description, List<String> choices) {}

    /**
     * The operands.
     *
     * @param label the name of an operand in the help
     * @param min the minimum number
     * @param max the maximum number
     */
    record Operands(String label, int min, int max, String description) {}

    /** No operands. */
    private static final Operands NO_OPERANDS = new Operands("", 0, 0, "");

    private final String name;
    private final String description;
    private final List<Option> options = new ArrayList<>();
    private Operands operands = NO_OPERANDS;
    private List<String> examples = List.of();

    private CommandSyntax(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /** Starts the syntax of a command. */
    public static CommandSyntax command(String name, String description) {
        return new CommandSyntax(name, description);
    }

    /** Adds an option with a value. */
    public CommandSyntax value(String option, String label, String help) {
        options.add(new Option(option, Kind.VALUE, label, help, List.of()));
        return this;
    }

    /** Adds an option with a value that is repeatable. */
    public CommandSyntax values(String option, String label, String help) {
        options.add(new Option(option, Kind.VALUES, label, help, List.of()));
        return this;
    }

    /** Adds an option whose value is one of a few, the first by default. */
    public CommandSyntax choice(String option, String help, String... choices) {
        options.add(new Option(option, Kind.CHOICE, String.join("|", choices), help, List.of(choices)));
        return this;
    }

    /** Adds an option without a value. */
    public CommandSyntax flag(String option, String help) {
        options.add(new Option(option, Kind.FLAG, "", help, List.of()));
        return this;
    }

    /** Sets its operands. */
    public CommandSyntax operands(String label, int min, int max, String help) {
        operands = new Operands(label, min, max, help);
        return this;
    }

    /** Adds the options for the map, the repository and the change. */
    public CommandSyntax selection() {
        return value("--map", "F", "The component map; components.yaml at the top of the repository by default.")
                .value("--repo", "D", "A directory of the repository; the current one by default.")
                .value("--base", "R", "The revision the change starts from; the main branch by default.")
                .value("--head", "R", "The revision to plan; the working tree by default.")
                .value("--changed-from", "F", "Read the changed paths from a file, or from standard input (-).")
                .flag("--all", "Treat everything as changed.")
                .choice("--when", "The occasion to plan for (change).", "change", "merge", "nightly");
    }

    /** Adds example calls to the help. */
    public CommandSyntax examples(String... calls) {
        examples = List.of(calls);
        return this;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    List<Option> options() {
        return options;
    }

    public Operands operands() {
        return operands;
    }

    public List<String> examples() {
        return examples;
    }

    /** The option with this name, or null. */
    Option option(String wanted) {
        for (Option option : options) {
            if (option.name().equals(wanted)) {
                return option;
            }
        }
        return null;
    }
}
