package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.glob.Glob;
import io.jenkins.plugins.mergeability.engine.glob.GlobException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of a CODEOWNERS file as globs. It means what it would mean to git in a {@code .gitignore}, but for what GitHub
 * documents otherwise: {@code docs/*} is only what lies in the directory itself, and {@code !}, {@code [ ]} and
 * {@code \#} at the beginning do not work.
 */
final class OwnersPattern {

    private OwnersPattern() {}

    /** The globs that together match what the pattern matches; none of one that GitHub does not take, or matches nothing. */
    static List<String> globs(String pattern) {
        if (pattern.equals("/") || pattern.startsWith("!") || pattern.startsWith("#") || pattern.startsWith("\\#")) {
            return List.of();
        }
        boolean directory = pattern.endsWith("/");
        String inner = pattern.substring(pattern.startsWith("/") ? 1 : 0, pattern.length() - (directory ? 1 : 0));
        boolean anchored = pattern.startsWith("/") || inner.contains("/");
        List<String> segments = new ArrayList<>();
        for (String segment : inner.split("/", -1)) {
            String glob = segment(segment);
            if (glob.isEmpty()) {
                return List.of();
            }
            segments.add(glob);
        }
        String whole = (anchored ? "" : "**/") + String.join("/", segments);
        String last = segments.get(segments.size() - 1);
        List<String> globs = new ArrayList<>();
        if (directory) {
            globs.add(last.equals("**") ? whole + "/*/**" : whole + "/**");
        } else {
            globs.add(whole);
            if (!last.equals("**") && !(last.equals("*") && anchored)) {
                globs.add(whole + "/**");
            }
        }
        return globs.stream().allMatch(OwnersPattern::works) ? globs : List.of();
    }

    /** A segment as that of a glob; empty if it cannot be one. */
    private static String segment(String text) {
        StringBuilder glob = new StringBuilder();
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == '*' || c == '?') {
                glob.append((char) c);
            } else if (c == '[' || c == ']') {
                return "";
            } else {
                if (c == '\\') {
                    i++;
                    if (i == text.length()) {
                        return "";
                    }
                    c = text.codePointAt(i);
                }
                glob.append(Glob.quote(Character.toString(c)));
            }
        }
        return glob.toString();
    }

    private static boolean works(String glob) {
        try {
            Glob.parse(glob);
            return true;
        } catch (GlobException e) {
            return false; // such as a/../b, which is no path of a repository
        }
    }
}
