package io.jenkins.plugins.mergeability.engine.map;

import java.util.List;

/**
 * What survives in a workspace of an agent between jobs and builds, such as downloaded dependencies.
 *
 * @param paths globs of the files, as {@link JobGlobs} reads them
 * @param whileSame globs of the files of the repository that have to stay the same; empty to keep them always
 */
public record KeptFiles(List<String> paths, List<String> whileSame) {

    /** Nothing survives. */
    public static final KeptFiles NONE = new KeptFiles(List.of(), List.of());

    public KeptFiles {
        paths = List.copyOf(paths);
        whileSame = List.copyOf(whileSame);
    }

    /** Whether nothing survives. */
    public boolean isNone() {
        return paths.isEmpty() && whileSame.isEmpty();
    }
}
