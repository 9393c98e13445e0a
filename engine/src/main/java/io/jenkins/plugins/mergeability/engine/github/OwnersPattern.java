package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.glob.Glob;
import io.jenkins.plugins.mergeability.engine.glob.GlobException;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts a pattern of a CODEOWNERS file to globs. It has the meaning of a {@code .gitignore} pattern, with the
 * differences that GitHub documents: {@code docs/*} matches only direct children, and {@code !}, {@code [ ]} and {@code
 * \#} at the beginning do not work.
 */
final class OwnersPattern {

    private OwnersPattern() {}

    /** The globs that together match what the pattern matches; none for an invalid pattern. */
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
        return globs.stream().allMatch(OwnersPattern::isValid) ? globs : List.of();
    }

    /** The glob of one segment; empty if it is invalid. */
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

    private static boolean isValid(String glob) {
        try {
            Glob.parse(glob);
            return true;
        } catch (GlobException e) {
            return false; // such as a/../b, which is no path of a repository
        }
    }
}
