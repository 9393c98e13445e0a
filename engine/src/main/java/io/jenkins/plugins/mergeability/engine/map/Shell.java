package io.jenkins.plugins.mergeability.engine.map;

/** The shell that runs a command. The names are those of the map, in lower case. */
public enum Shell {
    /** POSIX shell; the script ends at its first failing command. */
    SH,
    /** Bash; the script ends at its first failing command, also in a pipe. */
    BASH,
    /** PowerShell 7 or newer; the script ends at its first error or failing program. */
    PWSH,
    /** The Windows command interpreter, also spelled {@code bat} in a map. */
    CMD;

    /** The name as it is written in a map. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
