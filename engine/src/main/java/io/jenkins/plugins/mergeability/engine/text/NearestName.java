package io.jenkins.plugins.mergeability.engine.text;

/**
 * Finds the name that an unknown name most likely stands for. One instance has a budget, so that a file full of wrong
 * names is not slow to read.
 */
public final class NearestName {

    private static final int MAX_EDITS = 3;
    private static final int MAX_LENGTH = 100;

    /** Cells of the edit distance tables that may still be computed. */
    private long budget = 10_000_000;

    /** The candidate with the fewest edits from a name, the first of equals; null where none is near. */
    public String to(String name, Iterable<String> candidates) {
        String best = null;
        int bestEdits = Math.min(MAX_EDITS, (name.length() + 3) / 4) + 1;
        if (name.length() < 2 || name.length() > MAX_LENGTH) {
            return null;
        }
        for (String candidate : candidates) {
            if (--budget <= 0) {
                break;
            }
            int edits = edits(name, candidate, bestEdits - 1);
            if (edits < bestEdits) {
                best = candidate;
                bestEdits = edits;
            }
        }
        return best;
    }

    /**
     * Insertions, deletions, replacements and swaps of adjacent letters that turn one into the other, ignoring case; any
     * number above {@code max} if it takes more.
     */
    private int edits(String left, String right, int max) {
        int difference = Math.abs(left.length() - right.length());
        if (difference > max) {
            return max + 1;
        }
        int width = right.length() + 1;
        int[] beforeLast = new int[width];
        int[] last = new int[width];
        int[] row = new int[width];
        for (int j = 0; j < width; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            char a = Character.toLowerCase(left.charAt(i - 1));
            row[0] = i;
            int least = i;
            for (int j = 1; j < width; j++) {
                char b = Character.toLowerCase(right.charAt(j - 1));
                int cost = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (a == b ? 0 : 1));
                if (i > 1
                        && j > 1
                        && a == Character.toLowerCase(right.charAt(j - 2))
                        && b == Character.toLowerCase(left.charAt(i - 2))) {
                    cost = Math.min(cost, beforeLast[j - 2] + 1);
                }
                row[j] = cost;
                least = Math.min(least, cost);
            }
            budget -= width;
            if (least > max) {
                return max + 1;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[right.length()];
    }
}
