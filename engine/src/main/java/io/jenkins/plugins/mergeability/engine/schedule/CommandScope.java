package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a command has from its job and from the blocks around it; the innermost word counts.
 *
 * @param env variables added to its environment
 * @param dir where it runs, relative to the component's root
 * @param shell what runs it
 * @param allowed whether a block around it, or it itself, allows a failure
 */
public record CommandScope(Map<String, String> env, Optional<String> dir, Optional<Shell> shell, boolean allowed) {

    public static CommandScope of(JobSettings settings) {
        return new CommandScope(settings.env(), settings.dir(), settings.shell(), false);
    }

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

    private Map<String, String> merged(Map<String, String> inner) {
        if (inner.isEmpty()) {
            return env;
        }
        Map<String, String> merged = new HashMap<>(env);
        merged.putAll(inner);
        return merged;
    }
}
