package io.jenkins.plugins.mergeability.engine.cli.terminal;

/** How a command ended, for scripts. */
public final class ExitCode {

    /** The command did what it was asked. */
    public static final int DONE = 0;

    /** A job failed, or did not run although it had to. */
    public static final int JOB_FAILED = 1;

    /** The pull request cannot be merged, or not yet. */
    public static final int NOT_MERGEABLE = 1;

    /** The call, the map or a list of paths is not right; nothing was written. */
    public static final int BAD_INPUT = 2;

    /** Something outside failed: git, the file system, the network. */
    public static final int EXTERNAL_FAILURE = 3;

    private ExitCode() {}
}
