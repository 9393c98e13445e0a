package io.jenkins.plugins.mergeability.engine.map;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What can be said of any block.
 *
 * @param name what the block is called where it is shown; the key of a keyed parallel
 * @param timeout after which the block, with every process it started, is ended and has failed
 * @param retry how many more times a failing block is tried, 0 to {@value #MOST_RETRIES}
 * @param env variables added to the environment of every command inside, sorted by name
 * @param dir where the commands inside run, relative to the component's root
 * @param shell what runs the commands inside; empty for the platform's own
 * @param allowFailure whether a failure of this block is shown but does not fail what it is part of
 */
public record BlockOptions(
        Optional<String> name,
        Optional<Duration> timeout,
        int retry,
        Map<String, String> env,
        Optional<String> dir,
        Optional<Shell> shell,
        boolean allowFailure) {

    /** The most retries a map can ask for; more would hide a broken job. */
    public static final int MOST_RETRIES = 10;

    /** The longest timeout a map can ask for. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(30);

    /** Nothing said. */
    public static final BlockOptions NONE = new BlockOptions(
            Optional.empty(), Optional.empty(), 0, Map.of(), Optional.empty(), Optional.empty(), false);

    public BlockOptions {
        env = env.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(env));
    }

    /** The same under another name. */
    public BlockOptions named(String newName) {
        return new BlockOptions(Optional.of(newName), timeout, retry, env, dir, shell, allowFailure);
    }
}
