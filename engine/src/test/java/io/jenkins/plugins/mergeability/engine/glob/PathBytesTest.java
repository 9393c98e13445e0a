package io.jenkins.plugins.mergeability.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PathBytesTest {

    @Property(tries = 3000)
    void shouldReadWhatTheStrictDecoderReadsAndTheRestByteByByte(@ForAll("bytes") byte[] bytes) {
        List<Integer> expected = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int character = expected(bytes, at);
            expected.add(character);
            at += PathBytes.width(character);
        }

        List<Integer> characters = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < bytes.length; ) {
            int character = PathBytes.character(bytes, at, bytes.length);
            characters.add(character);
            text.appendCodePoint(character);
            at += PathBytes.width(character);
        }

        assertThat(characters).isEqualTo(expected);
        assertThat(PathBytes.encode(text.toString())).isEqualTo(bytes);
    }

    private static int expected(byte[] bytes, int at) {
        for (int length = 1; length <= Math.min(4, bytes.length - at); length++) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, at, length))
                        .toString();
                return text.codePointAt(0);
            } catch (CharacterCodingException e) {
                // Not a character of this length.
                continue;
            }
        }
        return 0xDC00 | bytes[at] & 0xFF;
    }

    @Example
    void shouldWriteTextAsUtf8() {
        String text = "añ/猫/😀";

        assertThat(PathBytes.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(PathBytes.encode("a\udcff")).containsExactly('a', 0xFF);
    }

    /** Starts of characters of every length and what may or may not follow them, at the borders of each rule. */
    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.of(
                        0x61, 0x2F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE2, 0xED, 0xEF,
                        0xF0, 0xF1, 0xF4, 0xF5, 0xFF)
                .map(Integer::byteValue)
                .array(Byte[].class)
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(PathBytesTest::unboxed);
    }

    private static byte[] unboxed(Byte[] boxed) {
        byte[] bytes = new byte[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            bytes[i] = boxed[i];
        }
        return bytes;
    }
}
