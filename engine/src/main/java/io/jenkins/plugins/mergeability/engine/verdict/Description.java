package io.jenkins.plugins.mergeability.engine.verdict;

import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.List;

/** Makes the description of a commit status: one safe line that GitHub accepts. */
final class Description {

    /** The maximum at GitHub, here in UTF-16 units: it holds however GitHub counts characters. */
    static final int MAX_LENGTH = 140;

    private static final String ELLIPSIS = "…";

    private Description() {}

    /** The text as a description; an ellipsis marks the end if it was too long. */
    static String of(String text) {
        return cut(harmless(text), MAX_LENGTH);
    }

    /** As many of the names as fit between the two other texts. */
    static String listing(String before, List<String> names, String after) {
        int room = MAX_LENGTH - before.length() - after.length();
        String all = String.join(", ", names);
        if (all.length() <= room) {
            return of(before + all + after);
        }
        int left = names.size() - 1;
        StringBuilder shown =
                new StringBuilder(cut(harmless(names.get(0)), room - more(left).length()));
        for (String name : names.subList(1, names.size())) {
            if (shown.length() + ", ".length() + name.length() + more(left - 1).length() > room) {
                break;
            }
            shown.append(", ").append(name);
            left--;
        }
        return of(before + shown + more(left) + after);
    }

    private static String more(int left) {
        return left == 0 ? "" : " and " + left + " more";
    }

    private static String cut(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        return text.substring(0, maxLength - ELLIPSIS.length()).stripTrailing() + ELLIPSIS;
    }

    /**
     * The text as one line that shows what it is: blanks for control characters that are blanks, a question mark for
     * the others, for those that reverse the direction of what follows or are not seen, and for surrogates: GitHub
     * refuses a status with an emoji in it. It never becomes longer.
     */
    private static String harmless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == '\t' || c == '\n' || c == '\r') {
                out.append(' ');
            } else {
                out.appendCodePoint(shown(c) ? c : '?');
            }
        }
        return out.toString();
    }

    private static boolean shown(int c) {
        return Character.isBmpCodePoint(c) && SafeText.isVisibleInProse(c);
    }
}
