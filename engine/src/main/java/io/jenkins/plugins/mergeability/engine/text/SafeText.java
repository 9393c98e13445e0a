package io.jenkins.plugins.mergeability.engine.text;

/**
 * Decides which characters may be shown to a person, and replaces the others by escapes: those that move a cursor, hide,
 * or reorder the text around them.
 */
public final class SafeText {

    private static final int MAX_LENGTH = 80;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private SafeText() {}

    /** A text in one line, cut where it is long. */
    public static String text(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8);
        for (int index = 0; index < text.length(); ) {
            if (out.length() >= MAX_LENGTH) {
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
            default -> isVisible(point) ? Character.toString(point) : escape(point);
        };
    }

    /** The name of a character that cannot be shown, as in {@code U+0007}. */
    public static String codePoint(int point) {
        return String.format("U+%04X", point);
    }

    private static String escape(int point) {
        return String.format(point < 0x100 ? "\\x%02X" : "\\u%04X", point);
    }

    /**
     * Whether a character of a name or a path may be shown: one that a reader can see, so that two texts that look the
     * same are the same. Controls, format characters, separators of lines, surrogates, unassigned code points and
     * everything else that Unicode calls default-ignorable may not.
     */
    public static boolean isVisible(int point) {
        if (point < 0x7F) {
            return point >= ' ';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> !isDefaultIgnorable(point);
        };
    }

    /**
     * Whether a character of running text, such as a line of a log, may be shown: a visible one, the joiners and
     * variation selectors that scripts and emoji need, and characters of a Unicode version newer than Java's.
     */
    public static boolean isVisibleInProse(int point) {
        return isVisible(point)
                || point == ZERO_WIDTH_NON_JOINER
                || point == ZERO_WIDTH_JOINER
                || isVariationSelector(point)
                || Character.getType(point) == Character.UNASSIGNED
                        && !isDefaultIgnorable(point)
                        && !isNoncharacter(point);
    }

    /** Default_Ignorable_Code_Point of Unicode, less the format characters, which their type tells. */
    private static boolean isDefaultIgnorable(int point) {
        return switch (point) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0 -> true;
            default ->
                isVariationSelector(point)
                        || point >= 0xFFF0 && point <= 0xFFF8
                        || point >= 0xE0000 && point <= 0xE0FFF;
        };
    }

    /** Those of the first plane; the 240 others can carry hidden text. */
    private static boolean isVariationSelector(int point) {
        return point >= 0xFE00 && point <= 0xFE0F || point >= 0x180B && point <= 0x180D || point == 0x180F;
    }

    private static boolean isNoncharacter(int point) {
        return (point & 0xFFFE) == 0xFFFE || point >= 0xFDD0 && point <= 0xFDEF;
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
