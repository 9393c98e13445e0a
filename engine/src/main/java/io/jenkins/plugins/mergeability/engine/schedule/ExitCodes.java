package io.jenkins.plugins.mergeability.engine.schedule;

/** Shows exit codes, with the name of the signal that ended the command. */
public final class ExitCodes {

    /** Shells report a command that a signal ended with this number plus that of the signal. */
    private static final int SIGNAL_BASE = 128;

    /** The names of the signals up to 15, by their numbers on Linux. */
    private static final String[] SIGNALS = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM"
    };

    private ExitCodes() {}

    /** An exit code as text, such as {@code exit code 143 (SIGTERM)}. */
    public static String text(int code) {
        int signal = code - SIGNAL_BASE;
        String name = signal > 0 && signal < SIGNALS.length ? " (SIG" + SIGNALS[signal] + ")" : "";
        return "exit code " + code + name;
    }

    /** Whether a signal ended the command, or the command's exit code says so as shells do. */
    public static boolean isSignal(int code) {
        return code > SIGNAL_BASE;
    }
}
