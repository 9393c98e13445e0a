package io.jenkins.plugins.mergeability.engine.text;

/**
 * Escapes text for a field of a line: separators of fields and lines, hidden characters and unpaired surrogates are written
 * with a backslash. Every string can be restored.
 */
public final class FieldEscapes {

    private FieldEscapes() {}

    /** Appends an escaped text. */
    public static void escape(String text, StringBuilder out) {
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
     * The original text of an escaped field.
     *
     * @throws IllegalArgumentException if the field is not an escaped text
     */
    public static String unescape(String field) {
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
