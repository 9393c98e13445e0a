package io.jenkins.plugins.mergeability.engine.report;

import io.jenkins.plugins.mergeability.engine.text.SafeText;

/**
 * Makes text that commands have written, or that a repository contains, harmless to a terminal: colors stay where they
 * are wanted, but nothing moves the cursor, sets a title, or reverses the direction of the text.
 */
public final class LogText {

    private static final int MAX_LENGTH = 2000;
    private static final char ESCAPE = '\u001b';

    private final String line;
    private final boolean color;
    private final StringBuilder clean = new StringBuilder();
    private int at;

    /** Where the last color ends; a backspace that took a piece of it would make another sequence of it. */
    private int afterColor;

    private LogText(String line, boolean color) {
        this.line = line;
        this.color = color;
    }

    /** A line of a log as it would look in the end; of what overwrites itself, such as a progress bar, the last state. */
    public static String of(String line, boolean color) {
        LogText text = new LogText(line, color);
        text.clean();
        return text.clean.toString();
    }

    /** A text of a map or a path, on one line. */
    public static String oneLine(String text, String ellipsis) {
        String stripped = text.strip();
        int end = stripped.indexOf('\n');
        return end < 0 ? of(stripped, false) : of(stripped.substring(0, end), false) + " " + ellipsis;
    }

    private void clean() {
        while (at < line.length()) {
            if (clean.length() > MAX_LENGTH) {
                clean.append(" (").append(line.length() - at).append(" more characters)");
                return;
            }
            int c = line.codePointAt(at);
            at += Character.charCount(c);
            if (c == ESCAPE) {
                escape();
            } else if (c >= '\u0080' && c <= '\u009f') {
                control((char) (c - 0x40));
            } else if (c == '\r') {
                if (at < line.length() && !line.substring(at).isBlank()) {
                    clean.setLength(0);
                    afterColor = 0;
                }
            } else if (c == '\b') {
                backspace();
            } else if (c == '\t' || SafeText.isVisibleInProse(c)) {
                clean.appendCodePoint(c);
            } else if (c != '\u0007') {
                clean.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
            }
        }
    }

    private void backspace() {
        int end = clean.length() - 1;
        if (end > 0 && Character.isSurrogatePair(clean.charAt(end - 1), clean.charAt(end))) {
            end--;
        }
        clean.setLength(Math.max(afterColor, end));
    }

    private void escape() {
        if (at < line.length()) {
            control(line.charAt(at++));
        }
    }

    /** What follows an escape character: a sequence with parameters, a text of its own, or just this character. */
    private void control(char kind) {
        if (kind == '[') {
            sequence();
        } else if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
            skipText();
        } else if (kind >= ' ' && kind < '0' && at < line.length()) {
            at++;
        }
    }

    private void sequence() {
        int start = at;
        boolean plain = true;
        while (at < line.length() && line.charAt(at) >= ' ' && line.charAt(at) <= '?') {
            char c = line.charAt(at++);
            plain &= c >= '0' && c <= '9' || c == ';' || c == ':';
        }
        if (at < line.length() && line.charAt(at) >= '@' && line.charAt(at) <= '~') {
            if (line.charAt(at++) == 'm' && plain && color) {
                clean.append(ESCAPE).append('[').append(line, start, at);
                afterColor = clean.length();
            }
        }
    }

    private void skipText() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '\u0007' || c == '\u009c') {
                return;
            }
            if (c == ESCAPE && at < line.length() && line.charAt(at) == '\\') {
                at++;
                return;
            }
        }
    }
}
