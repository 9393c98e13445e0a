package io.jenkins.plugins.mergeability.engine.glob;

import java.util.ArrayList;
import java.util.List;

/** Converts globs from the top of the repository to patterns of git, which has all of their syntax but braces. */
public final class GitPatterns {

    private GitPatterns() {}

    /**
     * The patterns for files, in the syntax of {@code .gitignore}, that together match what a glob matches.
     *
     * @param glob a glob without {@code !}
     * @throws GlobException if it is not valid
     */
    public static List<String> ignored(String glob) throws GlobException {
        List<String> patterns = new ArrayList<>();
        for (String alternative : Braces.expand(glob, 0)) {
            patterns.add("/" + alternative);
            if (!alternative.endsWith("**")) {
                // Of a directory git takes all that is below it, a glob nothing.
                patterns.add("!/" + alternative + "/");
            }
        }
        return patterns;
    }

    /**
     * The same as pathspecs.
     *
     * @throws GlobException if it is not valid
     */
    public static List<String> pathspecs(String glob) throws GlobException {
        return Braces.expand(glob, 0).stream().map(path -> ":(top,glob)" + path).toList();
    }
}
