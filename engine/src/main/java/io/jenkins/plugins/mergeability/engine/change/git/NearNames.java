package io.jenkins.plugins.mergeability.engine.change.git;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that somebody who wrote another one may have meant. */
final class NearNames {

    private static final int MOST = 3;

    private NearNames() {}

    /** Up to three of {@code names}, the nearest first: by typing errors, or for want of a prefix such as a remote's. */
    static List<String> of(String wanted, List<String> names) {
        List<Near> near = new ArrayList<>();
        int limit = 1 + wanted.length() / 4;
        for (String name : names) {
            int distance = name.endsWith("/" + wanted) || name.equalsIgnoreCase(wanted)
                    ? 0
                    : distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), limit);
            if (distance <= limit && !name.isEmpty()) {
                near.add(new Near(name, distance));
            }
        }
        near.sort(Comparator.comparingInt(Near::distance).thenComparing(Near::name));
        return near.stream().limit(MOST).map(Near::name).toList();
    }

    private record Near(String name, int distance) {}

    /** How many characters have to be added, dropped or replaced (Levenshtein); more than {@code limit} if too many. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
