package io.jenkins.plugins.mergeability.engine.change;

import java.io.ByteArrayOutputStream;

/** Reads a path as git quotes it in output without {@code -z}: as in C, in double quotes. */
final class QuotedPath {

    private static final String ESCAPES = "abfnrtv\"\\";
    private static final byte[] MEANINGS = {7, '\b', '\f', '\n', '\r', '\t', 11, '"', '\\'};

    private QuotedPath() {}

    /**
     * The bytes of a quoted path.
     *
     * @throws IllegalArgumentException if it is not a quoted path; the message says why
     */
    static byte[] unquote(byte[] line, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        int i = from + 1;
        while (i < to && line[i] != '"') {
            if (line[i] != '\\') {
                out.write(line[i++]);
                continue;
            }
            int escape = i + 1 < to ? line[i + 1] : -1;
            if (escape >= '0' && escape <= '3') {
                out.write(octal(line, i + 1, to));
                i += 4;
            } else {
                int known = escape < 0 ? -1 : ESCAPES.indexOf(escape);
                if (known < 0) {
                    throw new IllegalArgumentException("there is a backslash that starts no escape");
                }
                out.write(MEANINGS[known]);
                i += 2;
            }
        }
        if (i >= to) {
            throw new IllegalArgumentException("the closing quote is missing");
        }
        if (i != to - 1) {
            throw new IllegalArgumentException("there is text after the closing quote");
        }
        return out.toByteArray();
    }

    private static int octal(byte[] line, int from, int to) {
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            if (i >= to || line[i] < '0' || line[i] > '7') {
                throw new IllegalArgumentException("an octal escape needs three digits");
            }
            value = value * 8 + line[i] - '0';
        }
        return value;
    }
}
