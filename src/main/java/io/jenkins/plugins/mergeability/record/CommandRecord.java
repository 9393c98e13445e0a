package io.jenkins.plugins.mergeability.record;

/**
 * One execution of a command of a job.
 *
 * @param position the command's place in the job's tree, counted from 1 in the order of the map
 * @param name where it is in the tree, such as {@code parallel/test/2}
 * @param command the text handed to the shell
 * @param attempt which execution of this command in this job it is, from 1
 * @param exitCode the exit code, 128 and more for a signal; null where it was ended before it had one
 * @param started when it started, in milliseconds since 1970
 * @param millis how long it took
 * @param allowed whether a block around it allows its failure
 * @param node the id of the flow node whose log has its output, or null
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

    /** Whether it ended with 0. */
    public boolean passed() {
        return exitCode != null && exitCode == 0;
    }
}
