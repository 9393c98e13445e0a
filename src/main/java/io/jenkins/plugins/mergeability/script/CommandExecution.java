package io.jenkins.plugins.mergeability.script;

/**
 * One execution of a command that a script reported.
 *
 * @param position the command's number in the job's tree, from 1
 * @param name the command's path in the tree
 * @param command the text passed to the shell
 * @param attempt the number of this execution of the command in its job, from 1
 * @param exitCode the exit code; above 128 for a signal
 * @param started when it started, in milliseconds since 1970
 * @param millis its duration
 * @param failureAllowed whether it, or a block around it, allows its failure
 */
public record CommandExecution(
        int position,
        String name,
        String command,
        int attempt,
        int exitCode,
        long started,
        long millis,
        boolean failureAllowed) {

    /** Whether it ended with 0. */
    public boolean passed() {
        return exitCode == 0;
    }
}
