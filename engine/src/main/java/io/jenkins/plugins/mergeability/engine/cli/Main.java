package io.jenkins.plugins.mergeability.engine.cli;

/** Where the Java launcher enters. */
public final class Main {

    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(Cli.run(args, Terminal.system()));
    }
}
