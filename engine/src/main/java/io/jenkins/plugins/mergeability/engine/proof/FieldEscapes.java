package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.text.SafeText;

/**
 * Text made fit for a field of a line: whatever would divide fields or lines, confuse a terminal or have no UTF-8 is
 * written with a backslash, and every string comes back as it was.
 */
final class FieldEscapes {

    private FieldEscapes() {}

    static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                default -> {
                    if (SafeText.isVisible(c)) {
                        out.appendCodePoint(c);
                    } else {
                        for (char unit : Character.toChars(c)) {
                            escape(unit, out);
                        }
                    }
                }
            }
        }
    }

    private static void escape(char unit, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(unit >> shift & 15, 16));
        }
    }

    /**
     * The text that {@link #escape} was given.
     *
     * @throws IllegalArgumentException if it cannot have written this
     */
    static String unescape(String field) {
        int backslash = field.indexOf('\\');
        if (backslash < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder(field.length());
        int start = 0;
        while (backslash >= 0) {
            text.append(field, start, backslash);
            if (backslash + 1 == field.length()) {
                throw new IllegalArgumentException("nothing after a backslash");
            }
            char c = field.charAt(backslash + 1);
            start = backslash + 2;
            switch (c) {
                case '\\', '-' -> text.append(c);
                case 't' -> text.append('\t');
                case 'n' -> text.append('\n');
                case 'u' -> {
                    if (start + 4 > field.length()) {
                        throw new IllegalArgumentException("too few digits after \\u");
                    }
                    text.append((char) Integer.parseInt(field.substring(start, start + 4), 16));
                    start += 4;
                }
                default -> throw new IllegalArgumentException("\\" + c);
            }
            backslash = field.indexOf('\\', start);
        }
        return text.append(field, start, field.length()).toString();
    }
}
