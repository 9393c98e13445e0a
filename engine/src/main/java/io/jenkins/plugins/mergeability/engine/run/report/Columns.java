package io.jenkins.plugins.mergeability.engine.run.report;

/** Fits text into the columns of a terminal, where some characters are two columns wide and some have no width. */
public final class Columns {

    private Columns() {}

    public static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += width(c);
            i += Character.charCount(c);
        }
        return width;
    }

    /** The start of a text that fits, with an ellipsis if it is cut. */
    public static String fit(String text, int columns, String ellipsis) {
        if (width(text) <= columns) {
            return text;
        }
        int room = columns - width(ellipsis);
        int end = 0;
        while (end < text.length() && room >= width(text.codePointAt(end))) {
            room -= width(text.codePointAt(end));
            end += Character.charCount(text.codePointAt(end));
        }
        return room < 0 ? "" : text.substring(0, end) + ellipsis;
    }

    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115f
                || c >= 0x2e80 && c <= 0xa4cf
                || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0xfe30 && c <= 0xfe6f
                || c >= 0xff00 && c <= 0xff60
                || c >= 0x1f300 && c <= 0x1faff
                || c >= 0x20000 && c <= 0x3fffd;
        return wide ? 2 : 1;
    }
}
