package io.jenkins.plugins.mergeability.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.run.report.Columns;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That logs can be shown without harm. */
class LogTextTest {

    private static String colored(String line) {
        return LogText.of(line, true);
    }

    private static String plain(String line) {
        return LogText.of(line, false);
    }

    @Test
    void shouldKeepColoursWhereTheyAreWanted() {
        String red = "\u001b[1;31mred\u001b[0m \u001b[38:2:1:2:3mmore";

        assertThat(colored(red)).isEqualTo(red);
        assertThat(plain(red)).isEqualTo("red more");
    }

    @Test
    void shouldLoseWhatMovesTheCursorOrTalksToTheTerminal() {
        assertThat(colored("a\u001b[2J\u001b[1;1Hb\u001b[?25lc\u001b7d\u001b(Be\u001bMf"))
                .isEqualTo("abcdef");
        assertThat(colored("a\u001b]0;title\u0007b\u001b]8;;http://x\u001b\\c\u001bPq#0\u001b\\d\u001b_x\u001b\\e"))
                .isEqualTo("abcde");
        assertThat(colored("a\u009b2Jb\u009d0;title\u009cc")).isEqualTo("abc");
        assertThat(colored("a\u001b]0;never ends")).isEqualTo("a");
        assertThat(colored("a\u001b[31")).isEqualTo("a");
        assertThat(colored("a\u001b")).isEqualTo("a");
        assertThat(colored("a\u001b[>4;1mb\u001b[?1mc")).isEqualTo("abc");
    }

    @Test
    void shouldShowWhatALineLooksLikeInTheEnd() {
        assertThat(plain("10%\r50%\r100%")).isEqualTo("100%");
        assertThat(plain("windows\r")).isEqualTo("windows");
        assertThat(plain("100%\r   ")).isEqualTo("100%   ");
        assertThat(plain("N\bNA\bAM\bME\bE")).isEqualTo("NAME");
    }

    @Test
    void shouldShowOtherControlCharactersAsWhatTheyAre() {
        assertThat(plain("a\0b\u007fc\u0007\td")).isEqualTo("a\\x00b\\x7fc\td");
        assertThat(plain("a\u202eb\u2066c")).isEqualTo("a\\u202eb\\u2066c");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Arabic letter mark, \u061c, \\u061c",
        "zero width space, \u200b, \\u200b",
        "right-to-left mark, \u200f, \\u200f",
        "line separator, \u2028, \\u2028",
        "paragraph separator, \u2029, \\u2029",
        "word joiner, \u2060, \\u2060",
        "Hangul filler, \u3164, \\u3164",
        "byte order mark, \ufeff, \\ufeff",
        "noncharacter, \uffff, \\uffff",
        "language tag, \udb40\udc01, \\ue0001",
        "tag letter, \udb40\udc41, \\ue0041",
        "supplementary variation selector, \udb40\udd00, \\ue0100",
    })
    void shouldSpellOutCharactersThatCannotBeSeen(String name, String hidden, String shown) {
        assertThat(plain("a" + hidden + "b")).isEqualTo("a" + shown + "b");
        assertThat(colored("a" + hidden + "b")).isEqualTo("a" + shown + "b");
    }

    @Test
    void shouldKeepTheCharactersThatScriptsAndEmojiNeed() {
        String prose = "\u0915\u094d\u200d\u0937 \u0646\u200c\u0627 \u26a0\ufe0f \ud83d\udc69\u200d\ud83d\udcbb";

        assertThat(plain(prose)).isEqualTo(prose);
    }

    @Test
    void shouldTakeAWholeCharacterBack() {
        assertThat(plain("a\ud83d\ude00\bb")).isEqualTo("ab");
    }

    @Test
    void shouldCutLinesThatNobodyCanRead() {
        assertThat(plain("x".repeat(1_000_000))).hasSizeLessThan(2100).endsWith("(997999 more characters)");
    }

    @Test
    void shouldShowACommandOnOneLine() {
        assertThat(LogText.oneLine("make all\nmake check\n", "...")).isEqualTo("make all ...");
        assertThat(LogText.oneLine(" make \u001b[2J all\n", "...")).isEqualTo("make  all");
    }

    @Property(tries = 2000)
    void shouldNeverLetAnythingButColoursThrough(@ForAll("nasty") String line) {
        String shown = colored(line).replaceAll("\u001b\\[[0-9;:]*m", "");

        assertThat(shown).doesNotMatch("(?s).*[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069].*");
        assertThat(shown.codePoints()).allMatch(c -> c == '\t' || SafeText.isVisibleInProse(c));
        assertThat(plain(line)).doesNotContain("\u001b");
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.strings()
                .withChars(
                        "\u001b\u009b\u009d\u009c[]()PX^_mHJ;:?0123\r\b\u0007\\ ab\u202e\0\u061c\u2028\u200b\ufeff\udb40\udc01\ud83d\ude00")
                .ofMaxLength(30);
    }

    @Test
    void shouldShowTheLastLines(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("log");
        String lines = IntStream.range(0, 250).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());

        Files.writeString(log, lines);
        assertThat(LogTail.of(log).cut()).isTrue();
        assertThat(LogTail.of(log).lines()).hasSize(100).startsWith("line 150").endsWith("line 249");

        Files.writeString(log, "one\n\ntwo");
        assertThat(LogTail.of(log)).isEqualTo(new LogTail(java.util.List.of("one", "", "two"), false));

        Files.writeString(log, "\n");
        assertThat(LogTail.of(log).lines()).containsExactly("");

        Files.writeString(log, "");
        assertThat(LogTail.of(log)).isEqualTo(new LogTail(java.util.List.of(), false));

        Files.write(log, new byte[] {'a', (byte) 0xff, '\n'});
        assertThat(LogTail.of(log).lines()).containsExactly("a\ufffd");

        Files.delete(log);
        assertThat(LogTail.of(log).lines()).singleElement().asString().startsWith("(the log cannot be read: ");
    }

    @Test
    void shouldReadLittleOfALargeLog(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("log");
        Files.write(log, new byte[5_000_000]);

        assertThat(LogTail.of(log).lines()).singleElement().asString().hasSize(256 * 1024);
        assertThat(LogTail.of(log).cut()).isTrue();
    }

    @Test
    void shouldFitTextIntoColumns() {
        assertThat(Columns.fit("abcdef", 6, "...")).isEqualTo("abcdef");
        assertThat(Columns.fit("abcdefg", 6, "...")).isEqualTo("abc...");
        assertThat(Columns.fit("日本語日本語", 7, "…")).isEqualTo("日本語…");
        assertThat(Columns.fit("abc", 1, "...")).isEmpty();
        assertThat(Columns.width("a日e\u0301")).isEqualTo(4);
    }
}
