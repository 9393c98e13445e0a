package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a job as the pipeline runs it. */
sealed interface Part {

    /** How it is tried and what its failure means. */
    Trial trial();

    /**
     * How a part is tried.
     *
     * @param attempts how often it is tried at the most
     * @param timeoutMillis after which an attempt is ended and has failed; 0 for never
     * @param allowed whether its failure does not fail what it is part of
     */
    record Trial(int attempts, long timeoutMillis, boolean allowed) {
        static final Trial ONCE = new Trial(1, 0, false);
    }

    /** Commands that run one after another in one durable step, each in a shell of its own. */
    record Commands(List<Line> lines, Trial trial) implements Part {
        public Commands {
            lines = List.copyOf(lines);
        }
    }

    /** Parts that run one after another, up to the first that fails. */
    record Steps(List<Part> parts, Trial trial) implements Part {
        public Steps {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Parts that run side by side, all of them to their end.
     *
     * @param name what it is called among the parts beside it
     * @param names what the parts are called
     * @param width how many run at once
     * @param failFast whether the first failure ends the others
     */
    record Branches(String name, List<String> names, List<Part> parts, int width, boolean failFast, Trial trial)
            implements Part {
        public Branches {
            names = List.copyOf(names);
            parts = List.copyOf(parts);
        }
    }

    /**
     * A command.
     *
     * @param position its place in the job's tree, counted from 1
     * @param name where it is in the tree, such as {@code parallel/test/2}
     * @param run the text handed to the shell
     * @param env variables added to its environment
     * @param dir where it runs, relative to the repository
     * @param shell what runs it; empty for the platform's own
     * @param retries how many more times it is tried when it fails
     * @param goesOn whether the next command runs although this one failed
     * @param allowed whether it, or a block around it, allows its failure
     */
    record Line(
            int position,
            String name,
            String run,
            Map<String, String> env,
            String dir,
            Optional<Shell> shell,
            int retries,
            boolean goesOn,
            boolean allowed) {}
}
