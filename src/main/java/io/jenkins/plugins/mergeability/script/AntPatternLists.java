package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.glob.AntPatterns;
import io.jenkins.plugins.mergeability.engine.glob.Glob;
import io.jenkins.plugins.mergeability.engine.glob.GlobException;
import java.util.ArrayList;
import java.util.List;

/** Converts globs of the component map to the comma-separated Ant patterns that Jenkins steps take. */
public final class AntPatternLists {

    private AntPatternLists() {}

    /** The patterns of test reports, relative to the top of the repository. Reports cannot be excluded. */
    public static String reports(String root, List<String> globs) throws AntPatternException {
        List<String> belowRoot = new ArrayList<>();
        for (String glob : globs) {
            if (glob.startsWith("!")) {
                throw new AntPatternException("junit", glob, "reports cannot be excluded: list the reports to read");
            }
            belowRoot.add(root.equals(".") ? glob : Glob.quote(root) + "/" + glob);
        }
        return included("junit", belowRoot);
    }

    /**
     * The patterns of the globs that include files.
     *
     * @param setting the name of the setting, for error messages
     * @throws AntPatternException if Ant has no pattern for one of them
     */
    public static String included(String setting, List<String> globs) throws AntPatternException {
        return joined(setting, globs, false);
    }

    /**
     * The patterns of the globs that exclude files, those with a leading {@code !}.
     *
     * @param setting the name of the setting, for error messages
     * @throws AntPatternException if Ant has no pattern for one of them
     */
    public static String excluded(String setting, List<String> globs) throws AntPatternException {
        return joined(setting, globs, true);
    }

    private static String joined(String setting, List<String> globs, boolean negative) throws AntPatternException {
        List<String> patterns = new ArrayList<>();
        for (String glob : globs) {
            if (glob.startsWith("!") == negative) {
                try {
                    patterns.addAll(AntPatterns.of(glob));
                } catch (GlobException e) {
                    throw new AntPatternException(setting, glob, e.getMessage() + ": " + e.hint());
                }
            }
        }
        return String.join(",", patterns);
    }
}
