package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;

/** The main class. */
public final class Main {

    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        startProcessesFast();
        System.exit(Cli.run(args, Terminal.system()));
    }

    /** Starts processes without a helper program. Other systems do not support it, later versions warn of it. */
    private static void startProcessesFast() {
        if (System.getProperty("os.name").equals("Linux")
                && Integer.parseInt(System.getProperty("java.specification.version")) < 25) {
            System.setProperty("jdk.lang.Process.launchMechanism", "VFORK");
        }
    }
}
