package io.jenkins.plugins.mergeability.engine.map;

import io.jenkins.plugins.mergeability.engine.glob.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * Globs of the files that a job reads and leaves. They start at the root of its component or, with a leading {@code /},
 * at the top of the repository; a leading {@code !} excludes.
 */
public final class JobGlobs {

    private JobGlobs() {}

    /**
     * The same globs from the top of the repository.
     *
     * @param root the component's root, {@code .} for the top
     */
    public static List<String> fromTop(String root, List<String> globs) {
        List<String> all = new ArrayList<>(globs.size());
        for (String glob : globs) {
            boolean negative = glob.startsWith("!");
            String positive = negative ? glob.substring(1) : glob;
            String full = positive.startsWith("/")
                    ? positive.substring(1)
                    : root.equals(".") ? positive : Glob.quote(root) + "/" + positive;
            all.add(negative ? "!" + full : full);
        }
        return all;
    }
}
