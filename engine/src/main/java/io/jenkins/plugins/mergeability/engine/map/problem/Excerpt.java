package io.jenkins.plugins.mergeability.engine.map.problem;

import io.jenkins.plugins.mergeability.engine.text.SafeText;

/**
 * A line of a file, prepared to be shown with carets under a part of it: cut to a width around that part, with tabs
 * replaced by blanks and hidden characters by escapes.
 *
 * @param text the text to print
 * @param caret how many columns of a terminal precede the part
 * @param length how many columns the part takes, at least 1
 */
record Excerpt(String text, int caret, int length) {

    private static final int WIDTH = 100;
    private static final int BEFORE = 60;
    private static final String CUT = "…";

    /** The part that starts at a one-based column and is {@code length} long, both in code points. */
    static Excerpt of(String line, int column, int length) {
        StringBuilder before = new StringBuilder();
        StringBuilder part = new StringBuilder();
        StringBuilder after = new StringBuilder();
        int beforeWidth = 0;
        int partWidth = 0;
        int afterWidth = 0;
        int first = column - 1;
        int last = first + Math.min(length, line.length() + 1);
        boolean cutBefore = false;
        // A line may have thousands of characters: only those that can be shown are read.
        int from = Math.max(0, first - BEFORE);
        int index = 0;
        for (int skipped = 0; skipped < from && index < line.length(); skipped++) {
            index += Character.charCount(line.codePointAt(index));
            cutBefore = true;
        }
        int at = from;
        for (; index < line.length() && beforeWidth + partWidth + afterWidth < BEFORE + WIDTH; at++) {
            int point = line.codePointAt(index);
            index += Character.charCount(point);
            String shown = point == '\t' ? "  " : SafeText.character(point);
            int width = shown.length() == Character.charCount(point) && point != '\t' ? width(point) : shown.length();
            if (at < first) {
                before.append(shown);
                beforeWidth += width;
            } else if (at < last) {
                part.append(shown);
                partWidth += width;
            } else {
                after.append(shown);
                afterWidth += width;
            }
            if (partWidth + afterWidth >= WIDTH - Math.min(beforeWidth, BEFORE)) {
                break;
            }
        }
        // A caret may be after the end of its line, where something is missing.
        int missing = Math.max(0, first - at);
        String text = (cutBefore ? CUT : "") + before + part + after + (index < line.length() ? CUT : "");
        return new Excerpt(text, (cutBefore ? 1 : 0) + beforeWidth + missing, Math.max(1, partWidth));
    }

    /** The approximate width of a code point in columns of a terminal. */
    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = point >= 0x1100 && point <= 0x115F
                || point >= 0x2E80 && point <= 0xA4CF && point != 0x303F
                || point >= 0xAC00 && point <= 0xD7A3
                || point >= 0xF900 && point <= 0xFAFF
                || point >= 0xFE30 && point <= 0xFE6F
                || point >= 0xFF00 && point <= 0xFF60
                || point >= 0xFFE0 && point <= 0xFFE6
                || point >= 0x1F300 && point <= 0x1F64F
                || point >= 0x1F680 && point <= 0x1F6FF
                || point >= 0x1F900 && point <= 0x1F9FF
                || point >= 0x20000 && point <= 0x3FFFD;
        return wide ? 2 : 1;
    }
}
