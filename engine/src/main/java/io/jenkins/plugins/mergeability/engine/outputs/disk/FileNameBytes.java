package io.jenkins.plugins.mergeability.engine.outputs.disk;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Paths as bytes: UTF-8, where a byte that is not UTF-8 is one character, U+DC80 to U+DCFF, of the text. */
public final class FileNameBytes {

    private FileNameBytes() {}

    /** The bytes of a text; null if it is the text of none. */
    public static byte[] of(String text) {
        byte[] into = new byte[3 * text.length()];
        int to = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c < 0x80) {
                into[to++] = (byte) c;
            } else if (c < 0xD800 || c > 0xDFFF) {
                byte[] one = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(one, 0, into, to, one.length);
                to += one.length;
            } else if (c >= 0xDC80 && c <= 0xDCFF) {
                into[to++] = (byte) c;
            } else {
                return null;
            }
        }
        return Arrays.copyOf(into, to);
    }

    public static String text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (0xDC00 | in.get() & 0xFF));
            }
            decoder.reset();
        }
        return out.flip().toString();
    }
}
