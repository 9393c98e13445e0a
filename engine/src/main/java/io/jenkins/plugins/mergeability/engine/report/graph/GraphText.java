package io.jenkins.plugins.mergeability.engine.report.graph;

import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Text as it may stand in a picture: one line, of characters that every format and every reader can bear. */
final class GraphText {

    /** The most characters of a line in a box. */
    static final int LINE = 40;

    private static final int LISTED = 8;
    private static final int MAX_LENGTH = 400;

    private GraphText() {}

    /**
     * The text with whatever is not plain to see (control characters, halves of surrogate pairs as stand for bytes
     * that are no UTF-8, marks that turn the direction of writing, characters XML has no way to write) spelled out,
     * and cut where it is longer than any reader wants.
     */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0xDC80 && c <= 0xDCFF) {
                safe.append("\\x").append(Integer.toHexString(c - 0xDC00));
            } else if (c == '\n') {
                safe.append("\\n");
            } else if (c == '\t') {
                safe.append("\\t");
            } else if (!SafeText.isVisible(c)) {
                String hex = Integer.toHexString(c);
                safe.append(c < 0x100 ? "\\x" : "\\u")
                        .append("0".repeat(Math.max(0, (c < 0x100 ? 2 : 4) - hex.length())))
                        .append(hex);
            } else {
                safe.appendCodePoint(c);
            }
        }
        return clip(safe.toString(), MAX_LENGTH);
    }

    /** As much of the text as fits into a box, with its start and more of its end: the end of a path says most. */
    static String clip(String text) {
        return clip(text, LINE);
    }

    static String clip(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int head = (most - 1) * 2 / 5;
        int tail = most - 1 - head;
        return text.substring(0, text.offsetByCodePoints(0, head))
                + "…"
                + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }

    /** {@code 1 job}, {@code 2 jobs}, {@code no jobs}. */
    static String count(int count, String noun) {
        return (count == 0 ? "no" : Integer.toString(count)) + " " + noun + (count == 1 ? "" : "s");
    }

    /** The first few of a list, and how many there are beyond. */
    static String list(List<String> items) {
        return items.size() <= LISTED
                ? String.join(", ", items)
                : String.join(", ", items.subList(0, LISTED)) + " and " + (items.size() - LISTED) + " more";
    }

    /**
     * The text in lines of at most so many pixels, broken at blanks.
     *
     * @param size of the letters, in pixels
     */
    static List<String> wrap(String text, int width, int size) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && width(line + " " + word, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /**
     * How many pixels a text takes, a little more in most sans-serif faces: which one the reader has is not known.
     *
     * @param size of the letters, in pixels
     */
    static int width(String text, int size) {
        int hundredths = text.codePoints().map(GraphText::width).sum();
        return (hundredths * size + 99) / 100;
    }

    private static int width(int c) {
        if (c >= 0x1100) {
            return c >= 0x2000 && c < 0x2E80 ? 90 : 110;
        }
        if ("ijlI.,:;'|! ()[]/ftr-".indexOf(c) >= 0) {
            return 38;
        }
        if ("mwMW@%".indexOf(c) >= 0) {
            return 98;
        }
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? 62 : 74;
    }
}
