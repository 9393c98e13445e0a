package io.jenkins.plugins.mergeability.engine.map;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options that every kind of block has.
 *
 * @param name the name shown for the block; the key in a keyed parallel
 * @param timeout the time after which the block fails and all its processes are stopped
 * @param retry how many times a failed block is retried, 0 to {@value #MAX_RETRIES}
 * @param env variables added to the environment of every command inside, sorted by name
 * @param dir the directory in which the commands inside run, relative to the component's root
 * @param shell the shell of the commands inside; empty for the platform's default
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

    /** The maximum number of retries; more would hide a broken job. */
    public static final int MAX_RETRIES = 10;

    /** The maximum timeout. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(30);

    /** No options. */
    public static final BlockOptions NONE = new BlockOptions(
            Optional.empty(), Optional.empty(), 0, Map.of(), Optional.empty(), Optional.empty(), false);

    public BlockOptions {
        env = env.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(env));
    }

    /** A copy with another name. */
    public BlockOptions named(String newName) {
        return new BlockOptions(Optional.of(newName), timeout, retry, env, dir, shell, allowFailure);
    }
}
