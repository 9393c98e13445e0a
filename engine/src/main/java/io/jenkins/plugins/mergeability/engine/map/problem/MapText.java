package io.jenkins.plugins.mergeability.engine.map.problem;

import io.jenkins.plugins.mergeability.engine.map.MapLimits;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.nio.charset.StandardCharsets;

/** The valid text of a map's file, and its lines for messages. */
public final class MapText {

    private final String text;

    private MapText(String text) {
        this.text = text;
    }

    /** Decodes a file: UTF-8 without control characters, not too large, with lines that are not too long. */
    public static MapText decode(String file, byte[] content) throws MapException {
        if (content.length > MapLimits.BYTES) {
            Problems problems = new Problems(file, new MapText(""));
            problems.add(ProblemKind.TOO_LARGE, 1, 1, 1, null, "split it, or generate less", MapLimits.BYTES);
            throw problems.failure();
        }
        int from = 0;
        if (has(content, 0, 0xEF, 0xBB, 0xBF)) {
            from = 3;
        } else if (has(content, 0, 0xFE, 0xFF)
                || has(content, 0, 0xFF, 0xFE)
                || content.length > 1 && (content[0] == 0) != (content[1] == 0)) {
            Problems problems = new Problems(file, new MapText(""));
            problems.add(ProblemKind.UTF_16, 1, 1, 1, null, "save it as UTF-8");
            throw problems.failure();
        }
        int plain = from;
        int lineStart = from;
        for (; plain < content.length; plain++) {
            byte unit = content[plain];
            if (unit == '\n') {
                lineStart = plain + 1;
            } else if (unit < ' ' && unit != '\t' && unit != '\r'
                    || unit == 0x7F
                    || plain - lineStart >= MapLimits.LINE) {
                break;
            }
        }
        if (plain == content.length) {
            // Nearly every map is pure ASCII and needs no further checks.
            return new MapText(new String(content, from, content.length - from, StandardCharsets.ISO_8859_1));
        }
        MapText text = new MapText(new String(content, from, content.length - from, StandardCharsets.UTF_8));
        text.refuseMalformed(file, content, from);
        text.refuseForbidden(file);
        return text;
    }

    /** The text to parse. */
    public String text() {
        return text;
    }

    /** The start of the line that is {@code lines} lines after the line that starts at {@code start}. */
    int skipLines(int start, int lines) {
        int index = start;
        for (int left = lines; left > 0 && index < text.length(); index++) {
            left -= isBreak(index) ? 1 : 0;
        }
        return index;
    }

    /** The line that starts here, without its line break. */
    String lineAt(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\r' && !isBreak(end)) {
            end++;
        }
        return text.substring(start, end);
    }

    /** Whether a line ends with this character by YAML 1.1: also NEL, LS and PS, and only the LF of CR LF. */
    private boolean isBreak(int index) {
        char unit = text.charAt(index);
        return switch (unit) {
            case '\n', '\u0085', '\u2028', '\u2029' -> true;
            case '\r' -> index + 1 == text.length() || text.charAt(index + 1) != '\n';
            default -> false;
        };
    }

    /** A malformed byte became U+FFFD in the text; the first U+FFFD that the file does not have is the first bad byte. */
    private void refuseMalformed(String file, byte[] content, int from) throws MapException {
        int line = 1;
        int column = 1;
        int at = from;
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            if (point == 0xFFFD && !has(content, at, 0xEF, 0xBF, 0xBD)) {
                String hint = "save the file as UTF-8";
                String hex = Integer.toHexString(content[at] & 0xFF).toUpperCase(java.util.Locale.ROOT);
                throw failure(file, ProblemKind.NOT_UTF_8, line, column, hint, hex);
            }
            at += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            boolean end = isBreak(index);
            line += end ? 1 : 0;
            column = end ? 1 : column + 1;
            index += Character.charCount(point);
        }
    }

    private void refuseForbidden(String file) throws MapException {
        int line = 1;
        int column = 1;
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            if (!isAllowed(point)) {
                String hint = "remove it, or write it as an escape in double quotes";
                throw failure(file, ProblemKind.CONTROL_CHARACTER, line, column, hint, SafeText.codePoint(point));
            }
            if (column > MapLimits.LINE) {
                throw failure(file, ProblemKind.LONG_LINE, line, 1, "break it", MapLimits.LINE);
            }
            boolean end = isBreak(index);
            line += end ? 1 : 0;
            column = end ? 1 : column + 1;
            index += Character.charCount(point);
        }
    }

    private MapException failure(String file, ProblemKind kind, int line, int column, String hint, Object argument) {
        Problems problems = new Problems(file, this);
        problems.add(kind, line, column, 1, null, hint, argument);
        return problems.failure();
    }

    /** The characters that YAML allows, except for a byte order mark inside the text. */
    private static boolean isAllowed(int point) {
        return point >= ' ' && point <= '~'
                || point == '\t'
                || point == '\n'
                || point == '\r'
                || point == 0x85
                || point >= 0xA0 && point <= 0xFFFD && point != 0xFEFF
                || point >= 0x10000;
    }

    private static boolean has(byte[] content, int at, int... bytes) {
        if (content.length < at + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((content[at + i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
