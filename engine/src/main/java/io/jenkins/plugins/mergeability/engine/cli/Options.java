package io.jenkins.plugins.mergeability.engine.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Builds a command's vocabulary. Built by hand rather than from annotations: reflection over annotations would double
 * the time that the start of a short command takes.
 */
final class Options {

    private final CommandSpec spec;

    private Options(CommandSpec spec) {
        this.spec = spec;
    }

    /** Begins a command. */
    static Options command(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description).sortOptions(false);
        return new Options(spec).flag("--help", "Show this help.", true);
    }

    /** Adds an option with a value. */
    Options value(String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build());
        return this;
    }

    /** Adds an option with a value that may be given several times. */
    Options values(String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(description)
                .build());
        return this;
    }

    /** Adds an option whose value is one of a few, the first by default. */
    Options choice(String name, String description, String... choices) {
        spec.addOption(OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(String.join("|", choices))
                .completionCandidates(List.of(choices))
                .description(description)
                .build());
        return this;
    }

    /** Adds an option without a value. */
    Options flag(String name, String description) {
        return flag(name, description, false);
    }

    /** Adds operands. */
    Options operands(String label, String arity, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .arity(arity)
                .required(arity.startsWith("1"))
                .description(description)
                .build());
        return this;
    }

    /** Adds the options that say which map, which repository and which change. */
    Options selection() {
        return value("--map", "F", "The component map; components.yaml at the top of the repository by default.")
                .value("--repo", "D", "A directory of the repository; the current one by default.")
                .value("--base", "R", "The revision the change starts from; the main branch by default.")
                .value("--head", "R", "The revision to plan; what is in the working tree by default.")
                .value("--changed-from", "F", "Read the changed paths from a file, or from standard input (-).")
                .flag("--all", "Take everything as changed.")
                .choice("--when", "The occasion to plan for (change).", "change", "merge", "nightly");
    }

    /** Adds example calls to the help. */
    Options examples(String... examples) {
        String[] footer = new String[examples.length + 2];
        footer[0] = "";
        footer[1] = "Examples:";
        for (int i = 0; i < examples.length; i++) {
            footer[i + 2] = "  " + examples[i];
        }
        spec.usageMessage().footer(footer);
        return this;
    }

    /** The finished vocabulary. */
    CommandSpec spec() {
        return spec;
    }

    /** The value of an option, or a default. */
    static String value(ParseResult parsed, String name, String byDefault) {
        return parsed.matchedOptionValue(name, byDefault);
    }

    /**
     * The value of an option that is one of a few.
     *
     * @throws ParameterException if it is none of them
     */
    static String choice(ParseResult parsed, String name) {
        OptionSpec option = parsed.commandSpec().findOption(name);
        String first = option.completionCandidates().iterator().next();
        String value = value(parsed, name, first);
        for (String candidate : option.completionCandidates()) {
            if (candidate.equals(value)) {
                return value;
            }
        }
        throw new ParameterException(
                parsed.commandSpec().commandLine(),
                name + " takes " + option.paramLabel() + ", not '" + value + "'");
    }

    private Options flag(String name, String description, boolean help) {
        spec.addOption(OptionSpec.builder(name)
                .type(boolean.class)
                .usageHelp(help)
                .description(description)
                .build());
        return this;
    }
}
