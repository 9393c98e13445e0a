package io.jenkins.plugins.mergeability.config;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.Optional;

/**
 * Where a job has to pass.
 *
 * @param name what the maps call it
 * @param label the label expression of its agents
 * @param shell what runs its commands, unless the map says; empty: what is usual on the agent's system
 * @param fingerprint part of the input hash of every job that runs on it: a new one makes all of them run again
 * @param informational whether a job that fails there is told of, but does not fail the build
 */
public record Platform(String name, String label, Optional<Shell> shell, String fingerprint, boolean informational) {

    /** A platform that nobody configured: its agents have its name as their label. */
    public static Platform named(String name) {
        return new Platform(name, name, Optional.empty(), "", false);
    }
}
