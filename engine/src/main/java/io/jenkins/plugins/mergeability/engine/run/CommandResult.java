package io.jenkins.plugins.mergeability.engine.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One execution of a command of a job.
 *
 * @param position the command's place in the job's tree, counted from 1 in the order of the map
 * @param name where it is in the tree, such as {@code parallel/test/2}
 * @param command the text passed to the shell
 * @param attempt which execution of this command in this job it is, from 1
 * @param outcome how it ended
 * @param exitCode the exit code, above 128 for a signal; empty if no process was started or it had to be ended
 * @param message how it ended, as text; empty if it passed
 * @param started when it started
 * @param duration how long it took
 * @param log the file with its output; empty if no process was started
 * @param allowed whether a failure is allowed by a block around it
 */
public record CommandResult(
        int position,
        String name,
        String command,
        int attempt,
        CommandOutcome outcome,
        OptionalInt exitCode,
        String message,
        Instant started,
        Duration duration,
        Optional<Path> log,
        boolean allowed) {

    /** When it ended. */
    Instant ended() {
        return started.plus(duration);
    }
}
