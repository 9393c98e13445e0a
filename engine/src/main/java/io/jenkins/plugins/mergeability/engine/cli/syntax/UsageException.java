package io.jenkins.plugins.mergeability.engine.cli.syntax;

import java.util.List;

/** The call itself is wrong. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String command;
    private final transient List<String> near;

    /**
     * A wrong call.
     *
     * @param command the command that was called, or empty
     * @param near what may have been meant
     */
    UsageException(String command, String message, List<String> near) {
        super(message);
        this.command = command;
        this.near = List.copyOf(near);
    }

    /** The command that was called, or empty. */
    public String command() {
        return command;
    }

    /** What may have been meant. */
    public List<String> near() {
        return near;
    }
}
