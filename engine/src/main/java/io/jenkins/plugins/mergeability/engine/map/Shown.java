package io.jenkins.plugins.mergeability.engine.map;

/**
 * Text of a repository made safe to print: what could move a cursor, hide or reorder what stands around it is shown as
 * an escape.
 */
final class Shown {

    private static final int LONGEST = 80;

    private Shown() {}

    /** A text in one line, cut where it is long. */
    static String text(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST) + 8);
        for (int index = 0; index < text.length(); ) {
            if (out.length() >= LONGEST) {
                return out.append('…').toString();
            }
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            out.append(character(point));
        }
        return out.toString();
    }

    /** One character, itself or as an escape. */
    static String character(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isHidden(point) ? escape(point) : Character.toString(point);
        };
    }

    /** The name of a character that cannot be shown, as in {@code U+0007}. */
    static String codePoint(int point) {
        return String.format("U+%04X", point);
    }

    private static String escape(int point) {
        return String.format(point < 0x100 ? "\\x%02X" : "\\u%04X", point);
    }

    private static boolean isHidden(int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.SURROGATE:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return true;
            default:
                return false;
        }
    }
}
