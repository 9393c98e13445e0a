package io.jenkins.plugins.mergeability.engine.cli.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments of a call. */
public final class Arguments {

    private final CommandSyntax syntax;
    private final Map<String, List<String>> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final List<String> operands = new ArrayList<>();

    /** Creates empty arguments. */
    Arguments(CommandSyntax syntax) {
        this.syntax = syntax;
    }

    /**
     * Parses a valid call with exact names of options, which nearly every call is.
     *
     * <p>It makes short commands fast: to load the library that explains errors and prints help takes longer than all the
     * rest.
     *
     * @param args the arguments, the command's name first
     * @return null if the call needs {@link Usage}: for help, an error message, or an abbreviation
     */
    public static Arguments parse(CommandSyntax syntax, String[] args) {
        Arguments arguments = new Arguments(syntax);
        for (int i = 1; i < args.length; i++) {
            String word = args[i];
            if (!word.startsWith("-")) {
                arguments.operands.add(word);
                continue;
            }
            CommandSyntax.Option option = syntax.option(word);
            if (option == null) {
                return null;
            }
            if (option.kind() == CommandSyntax.Kind.FLAG) {
                if (!arguments.flags.add(word)) {
                    return null;
                }
                continue;
            }
            boolean again = arguments.values.containsKey(word) && option.kind() != CommandSyntax.Kind.VALUES;
            if (again || ++i == args.length || args[i].startsWith("-") && args[i].length() > 1) {
                return null;
            }
            arguments.add(word, args[i]);
        }
        CommandSyntax.Operands allowed = syntax.operands();
        int count = arguments.operands.size();
        return count < allowed.min() || count > allowed.max() ? null : arguments;
    }

    /** Adds a value of an option. */
    void add(String option, String value) {
        values.computeIfAbsent(option, key -> new ArrayList<>(1)).add(value);
    }

    /** Adds an option without a value. */
    void addFlag(String option) {
        flags.add(option);
    }

    /** Adds an operand. */
    void addOperand(String operand) {
        operands.add(operand);
    }

    /** The value of an option, or null. */
    public String value(String option) {
        return value(option, null);
    }

    /** The value of an option, or a default. */
    public String value(String option, String otherwise) {
        List<String> given = values.get(option);
        return given == null ? otherwise : given.get(0);
    }

    /** The values of an option that may be given several times. */
    public List<String> values(String option) {
        return values.getOrDefault(option, List.of());
    }

    /**
     * The value of an option that is one of a few; the first of them if it was not given.
     *
     * @throws UsageException if it is none of them
     */
    public String choice(String option) throws UsageException {
        CommandSyntax.Option definition = syntax.option(option);
        String value = value(option, definition.choices().get(0));
        if (!definition.choices().contains(value)) {
            throw invalid(option + " takes " + definition.label() + ", not '" + value + "'");
        }
        return value;
    }

    /** Whether an option without a value was given. */
    public boolean has(String flag) {
        return flags.contains(flag);
    }

    /** The operands. */
    public List<String> operands() {
        return operands;
    }

    /**
     * A number in the value of an option.
     *
     * @throws UsageException if the text is no whole number of at least 1
     */
    public int positive(String option, String text) throws UsageException {
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            number = 0;
        }
        if (number < 1) {
            throw invalid(option + " takes a whole number of at least 1, not '" + text + "'");
        }
        return number;
    }

    /** An exception for an invalid call. */
    public UsageException invalid(String message) {
        return new UsageException(syntax.name(), message, List.of());
    }
}
