package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a job as the pipeline runs it. */
public sealed interface Part {

    /** How often and how long it is tried, and whether its failure counts. */
    Attempts attempts();

    /**
     * How a part is tried.
     *
     * @param max the number of attempts
     * @param timeoutMillis the duration after which an attempt is stopped and has failed; 0 for no timeout
     * @param failureAllowed whether its failure does not fail the part around it
     */
    record Attempts(int max, long timeoutMillis, boolean failureAllowed) {
        public static final Attempts ONCE = new Attempts(1, 0, false);
    }

    /** Commands that run one after another in one durable step, each in a shell of its own. */
    record Commands(List<ScriptCommand> commands, Attempts attempts) implements Part {
        public Commands {
            commands = List.copyOf(commands);
        }
    }

    /** Parts that run one after another, up to the first that fails. */
    record Steps(List<Part> parts, Attempts attempts) implements Part {
        public Steps {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Parts that run in parallel.
     *
     * @param name its name among its siblings
     * @param names the names of the parts
     * @param width how many run at the same time
     * @param failFast whether the first failure stops the others
     */
    record Branches(String name, List<String> names, List<Part> parts, int width, boolean failFast, Attempts attempts)
            implements Part {
        public Branches {
            names = List.copyOf(names);
            parts = List.copyOf(parts);
        }
    }

    /**
     * A command.
     *
     * @param position its number in the job's tree, from 1
     * @param name its path in the tree, such as {@code parallel/test/2}
     * @param run the text passed to the shell
     * @param env variables added to its environment
     * @param dir its working directory, relative to the repository
     * @param shell the shell that runs it; empty for the platform's default
     * @param retries how often it is run again when it fails
     * @param continueOnFailure whether the next command runs although this one failed
     * @param failureAllowed whether it, or a block around it, allows its failure
     */
    record ScriptCommand(
            int position,
            String name,
            String run,
            Map<String, String> env,
            String dir,
            Optional<Shell> shell,
            int retries,
            boolean continueOnFailure,
            boolean failureAllowed) {}
}
