package io.jenkins.plugins.mergeability.engine.cli.syntax;

import java.util.List;

/** Thrown for an invalid call. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String command;
    private final transient List<String> suggestions;

    /**
     * An invalid call.
     *
     * @param command the command that was called, or empty
     * @param suggestions similar names
     */
    UsageException(String command, String message, List<String> suggestions) {
        super(message);
        this.command = command;
        this.suggestions = List.copyOf(suggestions);
    }

    /** The command that was called, or empty. */
    public String command() {
        return command;
    }

    /** Similar names. */
    public List<String> suggestions() {
        return suggestions;
    }
}
