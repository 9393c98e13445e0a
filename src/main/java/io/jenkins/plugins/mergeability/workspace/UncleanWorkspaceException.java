package io.jenkins.plugins.mergeability.workspace;

/** A workspace could not be cleaned before a job, of which no command has run. */
public final class UncleanWorkspaceException extends Exception {

    private static final long serialVersionUID = 1L;

    public UncleanWorkspaceException(String why) {
        super("its workspace could not be cleaned: " + why);
    }
}
