package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;

/**
 * Files that survive on an agent between jobs and builds.
 *
 * @param paths globs of the files, as {@link JobGlobs} reads them; empty for none
 * @param until globs of the tracked files whose change removes them (the key {@code for}); empty if nothing does
 */
public record Keep(List<String> paths, List<String> until) {

    /** Nothing survives. */
    public static final Keep NOTHING = new Keep(List.of(), List.of());

    public Keep {
        paths = List.copyOf(paths);
        until = List.copyOf(until);
    }
}
