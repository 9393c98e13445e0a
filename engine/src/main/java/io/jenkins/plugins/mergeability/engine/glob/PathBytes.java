package io.jenkins.plugins.mergeability.engine.glob;

import java.util.Arrays;

/**
 * Encodes and decodes paths as git stores them: UTF-8, where a byte that is not UTF-8 is one character, U+DC80 to U+DCFF,
 * in text. Decoding is strict: an encoded surrogate or an overlong form is not UTF-8.
 */
final class PathBytes {

    /** The first of the characters that stand for bytes which are not UTF-8. */
    static final int FIRST_RAW_BYTE = 0xDC80;

    private PathBytes() {}

    static byte[] encode(String path) {
        byte[] into = new byte[3 * path.length()];
        return Arrays.copyOf(into, encode(path, into));
    }

    /** Encodes {@code path} to the start of {@code into}, which has three bytes for each char, and returns the length. */
    static int encode(String path, byte[] into) {
        int length = path.length();
        int at = 0;
        for (; at < length; at++) {
            char c = path.charAt(at);
            if (c >= 0x80) {
                return encodeRest(path, at, into);
            }
            into[at] = (byte) c;
        }
        return at;
    }

    private static int encodeRest(String path, int start, byte[] into) {
        int length = path.length();
        int to = start;
        for (int at = start; at < length; ) {
            int c = path.codePointAt(at);
            at += Character.charCount(c);
            if (c < 0x80 || isRawByte(c)) {
                into[to++] = (byte) c;
            } else if (c < 0x800) {
                into[to++] = (byte) (0xC0 | c >> 6);
                into[to++] = (byte) (0x80 | c & 0x3F);
            } else if (c < 0x10000) {
                into[to++] = (byte) (0xE0 | c >> 12);
                into[to++] = (byte) (0x80 | c >> 6 & 0x3F);
                into[to++] = (byte) (0x80 | c & 0x3F);
            } else {
                into[to++] = (byte) (0xF0 | c >> 18);
                into[to++] = (byte) (0x80 | c >> 12 & 0x3F);
                into[to++] = (byte) (0x80 | c >> 6 & 0x3F);
                into[to++] = (byte) (0x80 | c & 0x3F);
            }
        }
        return to;
    }

    /** The character at {@code at}; {@link #width} is its length in bytes. */
    static int character(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int more = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0;
        if (more == 0 || to - at <= more) {
            return 0xDC00 | first;
        }
        int c = first & 0x3F >> more;
        for (int i = 1; i <= more; i++) {
            int next = bytes[at + i];
            if ((next & 0xC0) != 0x80) {
                return 0xDC00 | first;
            }
            c = c << 6 | next & 0x3F;
        }
        boolean overlong = more == 2 && c < 0x800 || more == 3 && c < 0x10000;
        return overlong || c > 0x10FFFF || isSurrogate(c) ? 0xDC00 | first : c;
    }

    /** The length in bytes of a decoded character. */
    static int width(int character) {
        if (character < 0x80 || isRawByte(character)) {
            return 1;
        }
        return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }

    static boolean isSurrogate(int character) {
        return character >= 0xD800 && character <= 0xDFFF;
    }

    private static boolean isRawByte(int character) {
        return character >= FIRST_RAW_BYTE && character <= 0xDCFF;
    }

    /** Whether a character can be in the name of a file. */
    static boolean isInNames(int character) {
        return character > 0
                && character != '/'
                && character <= Character.MAX_CODE_POINT
                && (!isSurrogate(character) || isRawByte(character));
    }

    /** The characters of encoded text. */
    static int[] characters(byte[] bytes) {
        int[] characters = new int[bytes.length];
        int size = 0;
        for (int at = 0; at < bytes.length; at += width(characters[size - 1])) {
            characters[size++] = character(bytes, at, bytes.length);
        }
        return Arrays.copyOf(characters, size);
    }
}
