package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings a command inherits from its job and from the blocks around it; the innermost one counts.
 *
 * @param env variables added to the environment
 * @param dir the directory it runs in, relative to the component's root or, with a leading {@code /}, to the repository
 * @param shell the shell that runs it
 * @param allowed whether it or a block around it allows a failure
 */
public record CommandScope(Map<String, String> env, Optional<String> dir, Optional<Shell> shell, boolean allowed) {

    /** The scope of a job. */
    public static CommandScope of(JobSettings settings) {
        return new CommandScope(settings.env(), settings.dir(), settings.shell(), false);
    }

    /** The scope inside a block of this one. */
    public CommandScope inside(BlockOptions options) {
        if (options == BlockOptions.NONE) {
            return this;
        }
        return new CommandScope(
                merged(options.env()),
                options.dir().isPresent() ? options.dir() : dir,
                options.shell().isPresent() ? options.shell() : shell,
                allowed || options.allowFailure());
    }

    /**
     * The directory it runs in, relative to the repository; {@code .} for its top.
     *
     * @param root the component's root
     */
    public String directory(String root) {
        String own = dir.orElse(".");
        if (own.startsWith("/")) {
            return own.length() == 1 ? "." : own.substring(1);
        }
        if (root.equals(".") || own.equals(".")) {
            return root.equals(".") ? own : root;
        }
        return root + "/" + own;
    }

    private Map<String, String> merged(Map<String, String> inner) {
        if (inner.isEmpty()) {
            return env;
        }
        Map<String, String> merged = new HashMap<>(env);
        merged.putAll(inner);
        return merged;
    }
}
