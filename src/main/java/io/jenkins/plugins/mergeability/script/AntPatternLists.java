package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.glob.AntPatterns;
import io.jenkins.plugins.mergeability.engine.glob.GlobException;
import io.jenkins.plugins.mergeability.engine.map.JobGlobs;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts globs of a job to the comma-separated Ant patterns that Jenkins steps take, from the top of the repository.
 */
public final class AntPatternLists {

    private AntPatternLists() {}

    /**
     * The patterns of test reports. Reports cannot be excluded.
     *
     * @param root the root of the job's component
     */
    public static String reports(String root, List<String> globs) throws AntPatternException {
        for (String glob : globs) {
            if (glob.startsWith("!")) {
                throw new AntPatternException("junit", glob, "reports cannot be excluded: list the reports to read");
            }
        }
        return joined("junit", root, globs, false);
    }

    /**
     * The patterns of the globs that include artifacts.
     *
     * @param root the root of the job's component
     * @throws AntPatternException if Ant has no pattern for one of them
     */
    public static String includedArtifacts(String root, List<String> globs) throws AntPatternException {
        return joined("artifacts", root, globs, false);
    }

    /**
     * The patterns of the globs that exclude artifacts, those with a leading {@code !}.
     *
     * @param root the root of the job's component
     * @throws AntPatternException if Ant has no pattern for one of them
     */
    public static String excludedArtifacts(String root, List<String> globs) throws AntPatternException {
        return joined("artifacts", root, globs, true);
    }

    private static String joined(String setting, String root, List<String> globs, boolean negative)
            throws AntPatternException {
        List<String> fromTop = JobGlobs.fromTop(root, globs);
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).startsWith("!") == negative) {
                try {
                    patterns.addAll(AntPatterns.of(fromTop.get(i)));
                } catch (GlobException e) {
                    throw new AntPatternException(setting, globs.get(i), e.getMessage() + ": " + e.hint());
                }
            }
        }
        return String.join(",", patterns);
    }
}
