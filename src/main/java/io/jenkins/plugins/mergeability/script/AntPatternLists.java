package io.jenkins.plugins.mergeability.script;

import hudson.AbortException;
import io.jenkins.plugins.mergeability.engine.glob.AntPatterns;
import io.jenkins.plugins.mergeability.engine.glob.Glob;
import io.jenkins.plugins.mergeability.engine.glob.GlobException;
import java.util.ArrayList;
import java.util.List;

/** Globs of a map as the steps of other plugins take them: patterns of Ant with commas between them. */
final class AntPatternLists {

    private AntPatternLists() {}

    /** The patterns of test reports, from the top of the repository; nothing can be left out of these. */
    static String reports(String root, List<String> globs) throws AbortException {
        List<String> below = new ArrayList<>();
        for (String glob : globs) {
            if (glob.startsWith("!")) {
                throw unusable("junit", glob, "nothing can be left out of reports: write what to read instead");
            }
            below.add(root.equals(".") ? glob : Glob.quote(root) + "/" + glob);
        }
        return joined("junit", below, false);
    }

    /**
     * The patterns of some globs.
     *
     * @param negative whether of those that leave something out, or of the others
     * @throws AbortException if Ant has none for one of them
     */
    static String joined(String setting, List<String> globs, boolean negative) throws AbortException {
        List<String> patterns = new ArrayList<>();
        for (String glob : globs) {
            if (glob.startsWith("!") == negative) {
                try {
                    patterns.addAll(AntPatterns.of(glob));
                } catch (GlobException e) {
                    throw unusable(setting, glob, e.getMessage() + ": " + e.hint());
                }
            }
        }
        return String.join(",", patterns);
    }

    private static AbortException unusable(String setting, String glob, String why) {
        return new AbortException(setting + ": Jenkins cannot look for `" + glob + "`: " + why);
    }
}
