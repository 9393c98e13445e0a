package io.jenkins.plugins.mergeability.engine.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rules for names in a map. Written by hand, because a pattern is slow for thousands of names at each start. */
public final class NameRules {

    /** The maximum length of a name. */
    public static final int MAX_LENGTH = 100;

    private NameRules() {}

    /** Whether it can name a job, a platform or a limit: {@code [A-Za-z0-9_][A-Za-z0-9_.+-]*}. */
    public static boolean isName(String text) {
        return text.length() <= MAX_LENGTH && isName(text, 0, text.length());
    }

    /**
     * Whether it can name a component: names separated by {@code /}, the first of which may have an {@code @} before it,
     * as packages are called.
     */
    public static boolean isComponentName(String text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        int start = text.startsWith("@") ? 1 : 0;
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', start)) {
            if (!isName(text, start, slash)) {
                return false;
            }
            start = slash + 1;
        }
        return isName(text, start, text.length());
    }

    private static boolean isName(String text, int from, int to) {
        for (int index = from; index < to; index++) {
            char c = text.charAt(index);
            if (!isWord(c) && (index == from || c != '.' && c != '+' && c != '-')) {
                return false;
            }
        }
        return from < to;
    }

    /** Whether it can name a variable of the environment: {@code [A-Za-z_][A-Za-z0-9_]*}. */
    public static boolean isVariable(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (!isWord(text.charAt(index))) {
                return false;
            }
        }
        return !text.isEmpty() && (text.charAt(0) < '0' || text.charAt(0) > '9');
    }

    /** Names sorted, each once. */
    static <T extends Comparable<T>> List<T> sorted(List<T> names) {
        if (names.size() < 2) {
            return List.copyOf(names);
        }
        List<T> sorted = new ArrayList<>(names);
        Collections.sort(sorted);
        for (int index = sorted.size() - 1; index > 0; index--) {
            if (sorted.get(index).equals(sorted.get(index - 1))) {
                sorted.remove(index);
            }
        }
        return List.copyOf(sorted);
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
