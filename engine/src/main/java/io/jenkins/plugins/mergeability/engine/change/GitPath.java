package io.jenkins.plugins.mergeability.engine.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.io.ByteArrayOutputStream;

/**
 * Converts paths between bytes and text. Git stores paths as bytes, mostly UTF-8. A byte that is not part of valid UTF-8
 * becomes an unpaired low surrogate U+DC80 to U+DCFF, so that any path survives the round trip.
 */
public final class GitPath {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int ESCAPED = 0xDC00;

    private GitPath() {}

    /** The text of the path in {@code bytes} from {@code from} (inclusive) to {@code to} (exclusive). */
    public static String decode(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeWithEscapes(bytes, from, to);
    }

    /** The bytes of a path from {@link #decode}, or of any other text. */
    public static byte[] encode(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (Character.isSurrogate(path.charAt(i))) {
                return encodeWithEscapes(path);
            }
        }
        return path.getBytes(UTF_8);
    }

    /**
     * The path for people, in one line. A path with characters that must not be shown, or with blanks at an end, is
     * escaped in double quotes.
     */
    public static String display(String path) {
        return plain(path) ? path : quoted(path);
    }

    private static boolean plain(String path) {
        int last = path.length() - 1;
        if (last < 0 || path.charAt(0) == '"' || blank(path.charAt(0)) || blank(path.charAt(last))) {
            return false;
        }
        for (int i = 0; i <= last; ) {
            int c = path.codePointAt(i);
            if (!SafeText.isVisible(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    private static boolean blank(char c) {
        return Character.isSpaceChar(c);
    }

    private static String quoted(String path) {
        StringBuilder out = new StringBuilder(path.length() + 8).append('"');
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        hex(out.append("\\x"), c, 2);
                    } else if (isEscapedByte(c)) {
                        hex(out.append("\\x"), c - ESCAPED, 2);
                    } else if (SafeText.isVisible(c)) {
                        out.appendCodePoint(c);
                    } else {
                        for (char unit : Character.toChars(c)) {
                            hex(out.append("\\u"), unit, 4);
                        }
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static void hex(StringBuilder out, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(Character.toUpperCase(Character.forDigit(value >> shift & 0xF, 16)));
        }
    }

    private static boolean isEscapedByte(int c) {
        return c >= ESCAPED + 0x80 && c <= ESCAPED + 0xFF;
    }

    private static String decodeWithEscapes(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                text.append((char) (ESCAPED + (bytes[i] & 0xFF)));
                i++;
            } else {
                text.append(new String(bytes, i, length, UTF_8));
                i += length;
            }
        }
        return text.toString();
    }

    /** How many bytes the valid UTF-8 sequence at {@code i} has; 0 if there is none (Unicode standard, table 3-7). */
    private static int sequenceLength(byte[] bytes, int i, int to) {
        int first = bytes[i] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (i + length > to) {
            return 0;
        }
        int second = bytes[i + 1] & 0xFF;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return 0;
        }
        for (int k = i + 2; k < i + length; k++) {
            if ((bytes[k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static byte[] encodeWithEscapes(String path) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(path.length() + 8);
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            i += Character.charCount(c);
            if (isEscapedByte(c)) {
                out.write(c - ESCAPED);
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                // No path of git decodes to this; it must differ from a path with a question mark.
                out.write(0xE0 | c >> 12);
                out.write(0x80 | c >> 6 & 0x3F);
                out.write(0x80 | c & 0x3F);
            } else {
                out.writeBytes(Character.toString(c).getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }
}
