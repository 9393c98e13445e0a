package io.jenkins.plugins.mergeability.record;

/**
 * One execution of a command of a job.
 *
 * @param position the command's number in the job's tree, from 1 in the order of the map
 * @param name its path in the tree, such as {@code parallel/test/2}
 * @param command the text passed to the shell
 * @param attempt the number of this execution of the command in its job, from 1
 * @param exitCode the exit code, above 128 for a signal; null where it was stopped before it had one
 * @param started when it started, in milliseconds since 1970
 * @param millis its duration
 * @param allowed whether a block around it allows its failure
 * @param node the id of the flow node whose log contains its output, or null
 */
public record CommandRecord(
        int position,
        String name,
        String command,
        int attempt,
        Integer exitCode,
        long started,
        long millis,
        boolean allowed,
        String node) {

    /** Whether it exited with 0. */
    public boolean passed() {
        return exitCode != null && exitCode == 0;
    }
}
