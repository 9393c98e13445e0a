package io.jenkins.plugins.mergeability.engine.glob;

import java.util.ArrayList;
import java.util.List;

/** Converts globs to patterns of Apache Ant, which has only {@code *}, {@code **} and {@code ?}. */
public final class AntPatterns {
    private static final int MAX_PATTERNS = 1000;

    private AntPatterns() {}

    /**
     * The patterns that together match the same paths as a glob without its {@code !}.
     *
     * @throws GlobException if there are none, or too many
     */
    public static List<String> of(String glob) throws GlobException {
        List<String> patterns = new ArrayList<>();
        for (String alternative : Braces.expand(glob, glob.startsWith("!") ? 1 : 0)) {
            patterns.addAll(alternative(alternative));
            check(patterns.size());
        }
        return patterns;
    }

    private static List<String> alternative(String text) throws GlobException {
        List<String> heads = List.of("");
        for (int i = 0; i < text.length(); ) {
            List<String> tails;
            if (text.charAt(i) == '[') {
                CharClass members = CharClass.parse(text, i, text.length());
                tails = members(members, text.substring(i, members.end), i);
                i = members.end;
            } else if (text.charAt(i) == '\\') {
                i = CharClass.escape(text, i, text.length(), Segment.SPECIALS);
                tails = List.of(literal(text.charAt(i), i));
                i++;
            } else {
                tails = List.of(text.charAt(i) == ',' ? literal(',', i) : text.substring(i, i + 1));
                i++;
            }
            List<String> longer = new ArrayList<>();
            for (String head : heads) {
                for (String tail : tails) {
                    longer.add(head + tail);
                    check(longer.size());
                }
            }
            heads = longer;
        }
        return heads;
    }

    private static List<String> members(CharClass members, String text, int at) throws GlobException {
        List<String> each = new ArrayList<>();
        for (int member : members.members(MAX_PATTERNS)
                .orElseThrow(() -> new GlobException(
                        "`" + text + "` has too many characters for a pattern of Ant",
                        "list the characters, or write ? for any",
                        at))) {
            each.add(Character.charCount(member) == 1 ? literal((char) member, at) : Character.toString(member));
        }
        return each;
    }

    /** A literal character, if it has no special meaning in a list of patterns. */
    private static String literal(char c, int at) throws GlobException {
        if ("*?\\,".indexOf(c) >= 0) {
            throw new GlobException(
                    "the character `" + c + "` has no escape in a pattern of Ant", "write ? in its place", at);
        }
        return Character.toString(c);
    }

    private static void check(int patterns) throws GlobException {
        if (patterns > MAX_PATTERNS) {
            throw new GlobException(
                    "it expands to more than " + MAX_PATTERNS + " patterns", "use * in place of some", 0);
        }
    }
}
