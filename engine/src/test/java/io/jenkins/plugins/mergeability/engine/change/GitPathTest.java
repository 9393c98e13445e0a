package io.jenkins.plugins.mergeability.engine.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b.txt", "caf\u00E9", "\u65E5\u672C", "\uD83D\uDE00/x", "\uFFFD", "a\uFFFDb"})
    void shouldDecodeUtf8AsItIs(String path) {
        byte[] bytes = path.getBytes(UTF_8);

        assertThat(GitPath.decode(bytes, 0, bytes.length)).isEqualTo(path);
        assertThat(GitPath.encode(path)).isEqualTo(bytes);
    }

    @Test
    void shouldDecodeOnlyThePartAskedFor() {
        byte[] bytes = "xx\u00E9\u00E9yy".getBytes(UTF_8);

        assertThat(GitPath.decode(bytes, 2, 4)).isEqualTo("\u00E9");
        assertThat(GitPath.decode(bytes, 3, 5)).isEqualTo("\uDCA9\uDCC3");
    }

    @ParameterizedTest
    @CsvSource({
        "63616665ff, cafe|ff", // a byte of no encoding
        "e9, |e9", // Latin-1
        "c080, |c0|80", // overlong
        "e08080, |e0|80|80", // overlong
        "eda080, |ed|a0|80", // a surrogate
        "f4908080, |f4|90|80|80", // beyond Unicode
        "e282, |e2|82", // cut short
        "e28241, |e2|82A", // broken off
        "f09f98, |f0|9f|98", // cut short
        "c3a9ffc3a9, \u00E9|ff\u00E9",
        "efbfbdff, \uFFFD|ff",
    })
    void shouldKeepWhatIsNotUtf8(String hex, String expected) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < expected.length(); i++) {
            boolean escape = expected.charAt(i) == '|';
            text.append(
                    escape ? (char) (0xDC00 + HexFormat.fromHexDigits(expected, i + 1, i + 3)) : expected.charAt(i));
            i += escape ? 2 : 0;
        }

        assertThat(GitPath.decode(bytes, 0, bytes.length)).isEqualTo(text.toString());
        assertThat(GitPath.encode(text.toString())).isEqualTo(bytes);
    }

    @Property
    void shouldBringAnyBytesBack(@ForAll @Size(max = 12) byte[] bytes) {
        assertThat(GitPath.encode(GitPath.decode(bytes, 0, bytes.length))).isEqualTo(bytes);
    }

    @Test
    void shouldNotTakeTextThatIsNoPathForAnotherPath() {
        assertThat(GitPath.encode("a\uD800")).isNotEqualTo(GitPath.encode("a?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a/b.txt", "caf\u00E9 au lait", "\u65E5\u672C", "\uD83D\uDE00", "it's \"x\"", "back\\slash", "#!"
            })
    void shouldShowAnOrdinaryPathUnchanged(String path) {
        assertThat(GitPath.display(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\n`, \"\\n\"",
                "`a\tb`, \"a\\tb\"",
                "`\r`, \"\\r\"",
                "`\u001B[2J`, \"\\x1B[2J\"",
                "`\u007F`, \"\\x7F\"",
                "`\u009B`, \"\\u009B\"",
                "`\uDCE9`, \"\\xE9\"",
                "`\uD800`, \"\\uD800\"",
                "`a\u202Eb`, \"a\\u202Eb\"",
                "`a\u2066b`, \"a\\u2066b\"",
                "`a\u2028b`, \"a\\u2028b\"",
                "`a\u200Bb`, \"a\\u200Bb\"",
                "`\uDB40\uDC01`, \"\\uDB40\\uDC01\"",
                "` a`, \" a\"",
                "`a `, \"a \"",
                "`a\u00A0`, \"a\u00A0\"",
                "`\"a\"`, \"\\\"a\\\"\"",
                "`a\\b\n`, \"a\\\\b\\n\"",
                "``, \"\"",
            })
    void shouldShowAnyOtherPathQuoted(String path, String shown) {
        assertThat(GitPath.display(path)).isEqualTo(shown);
    }

    @Property
    void shouldNeverShowWhatATerminalActsOn(@ForAll("paths") String path) {
        assertThat(GitPath.display(path).codePoints())
                .noneMatch(c -> Character.isISOControl(c) || c >= 0xD800 && c < 0xE000)
                .allMatch(SafeText::isVisible);
    }

    /** Half of the characters must not be shown. */
    @Provide
    Arbitrary<String> paths() {
        Arbitrary<Character> hidden = Arbitraries.of(
                '\0', '\n', '\u001B', '\u007F', '\u0085', '\u061C', '\u200B', '\u2028', '\u202E', '\uD800', '\uDC80',
                '\uDB40', '\uDC41', '\uFEFF', '\uFFFF');
        return Arbitraries.oneOf(hidden, Arbitraries.chars().range('\0', '\uFFFF'))
                .list()
                .ofMaxSize(8)
                .map(units -> units.stream().map(String::valueOf).reduce("", String::concat));
    }
}
