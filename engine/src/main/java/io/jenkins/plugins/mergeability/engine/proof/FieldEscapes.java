package io.jenkins.plugins.mergeability.engine.proof;

/**
 * Text made fit for a field of a line: whatever would divide fields or lines, confuse a terminal or have no UTF-8 is
 * written with a backslash, and every string comes back as it was.
 */
final class FieldEscapes {

    private FieldEscapes() {}

    static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '\\') {
                out.append(c);
            } else if (c == '\\') {
                out.append("\\\\");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c == '\n') {
                out.append("\\n");
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (plain(c)) {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 15, 16));
                }
            }
        }
    }

    private static boolean plain(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
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
