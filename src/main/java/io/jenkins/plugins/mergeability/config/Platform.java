package io.jenkins.plugins.mergeability.config;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.Optional;

/**
 * A platform on which jobs run.
 *
 * @param name the name in component maps
 * @param label the label expression of its agents
 * @param shell the shell of commands for which the map names none; empty: the default of the agent's operating system
 * @param fingerprint part of the input hash of every job that runs on it: a new one makes all of them run again
 * @param informational whether a failure is shown without failing the build
 */
public record Platform(String name, String label, Optional<Shell> shell, String fingerprint, boolean informational) {

    /** A platform that is not configured. Its name is the label of its agents. */
    public static Platform named(String name) {
        return new Platform(name, name, Optional.empty(), "", false);
    }
}
