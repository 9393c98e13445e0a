package io.jenkins.plugins.mergeability.engine.cli.terminal;

/** The exit codes of commands. */
public final class ExitCode {

    /** The command succeeded. */
    public static final int DONE = 0;

    /** A job failed, or did not run although it had to. */
    public static final int JOB_FAILED = 1;

    /** The pull request cannot be merged, or not yet. */
    public static final int NOT_MERGEABLE = 1;

    /** The call, the map or a list of paths is invalid; nothing was written. */
    public static final int BAD_INPUT = 2;

    /** An external failure: git, the file system, the network. */
    public static final int EXTERNAL_FAILURE = 3;

    private ExitCode() {}
}
