package io.jenkins.plugins.mergeability.engine.text;

/**
 * Text of a repository made safe to print: what could move a cursor, hide or reorder what stands around it is shown as
 * an escape.
 */
public final class SafeText {

    private static final int LONGEST = 80;

    private SafeText() {}

    /** A text in one line, cut where it is long. */
    public static String text(String text) {
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
    public static String character(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isHidden(point) ? escape(point) : Character.toString(point);
        };
    }

    /** The name of a character that cannot be shown, as in {@code U+0007}. */
    public static String codePoint(int point) {
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

    /** Whether it has nothing but blanks, tabs and ends of lines. */
    public static boolean isBlank(String text) {
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c > ' ' || c != ' ' && (c < '\t' || c > '\r')) {
                return false;
            }
        }
        return true;
    }
}
