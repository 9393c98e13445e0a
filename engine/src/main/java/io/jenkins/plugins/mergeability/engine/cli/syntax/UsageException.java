package io.jenkins.plugins.mergeability.engine.cli.syntax;

import java.util.List;

/** The call itself is wrong. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String command;
    private final transient List<String> suggestions;

    /**
     * A wrong call.
     *
     * @param command the command that was called, or empty
     * @param suggestions what may have been meant
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

    /** What may have been meant. */
    public List<String> suggestions() {
        return suggestions;
    }
}
