package io.jenkins.plugins.mergeability.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which characters may be shown, and what stands in for the others. */
class SafeTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "space, 0020",
        "tilde, 007E",
        "no-break space, 00A0",
        "accented letter, 00E9",
        "combining accent, 0301",
        "Devanagari virama, 094D",
        "Chinese character, 6F22",
        "emoji, 1F600",
        "private use, E000",
        "replacement character, FFFD",
    })
    void shouldShowWhatCanBeSeen(String name, String hex) {
        int point = Integer.parseInt(hex, 16);

        assertThat(SafeText.isVisible(point)).isTrue();
        assertThat(SafeText.isVisibleInProse(point)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "NUL, 0000",
        "bell, 0007",
        "tab, 0009",
        "line feed, 000A",
        "carriage return, 000D",
        "escape, 001B",
        "delete, 007F",
        "next line, 0085",
        "control sequence introducer, 009B",
        "soft hyphen, 00AD",
        "combining grapheme joiner, 034F",
        "Arabic letter mark, 061C",
        "Hangul choseong filler, 115F",
        "Hangul jungseong filler, 1160",
        "Khmer inherent vowel, 17B4",
        "Mongolian vowel separator, 180E",
        "zero width space, 200B",
        "left-to-right mark, 200E",
        "right-to-left mark, 200F",
        "line separator, 2028",
        "paragraph separator, 2029",
        "left-to-right embedding, 202A",
        "right-to-left override, 202E",
        "word joiner, 2060",
        "unassigned and default-ignorable, 2065",
        "left-to-right isolate, 2066",
        "pop directional isolate, 2069",
        "Hangul filler, 3164",
        "high surrogate, D800",
        "low surrogate, DC80",
        "noncharacter of Arabic, FDD0",
        "byte order mark, FEFF",
        "halfwidth Hangul filler, FFA0",
        "unassigned special, FFF0",
        "interlinear annotation anchor, FFF9",
        "noncharacter, FFFE",
        "last noncharacter of a plane, 1FFFF",
        "musical begin beam, 1D173",
        "language tag, E0001",
        "unassigned of the tags, E0002",
        "tag space, E0020",
        "cancel tag, E007F",
        "supplementary variation selector, E0100",
        "last default-ignorable, E0FFF",
        "last noncharacter, 10FFFF",
    })
    void shouldHideWhatCannotBeSeen(String name, String hex) {
        int point = Integer.parseInt(hex, 16);

        assertThat(SafeText.isVisible(point)).isFalse();
        assertThat(SafeText.isVisibleInProse(point)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "zero width non-joiner, 200C",
        "zero width joiner, 200D",
        "emoji variation selector, FE0F",
        "Mongolian variation selector, 180B",
        "unassigned, 0378",
        "unassigned beyond the first plane, 1FFF0",
    })
    void shouldShowInProseAloneWhatScriptsAndNewerEmojiNeed(String name, String hex) {
        int point = Integer.parseInt(hex, 16);

        assertThat(SafeText.isVisible(point)).isFalse();
        assertThat(SafeText.isVisibleInProse(point)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a b/é.txt, a b/é.txt",
        "tab\there, tab\\there",
        "'new\nline\r', new\\nline\\r",
        "escape\u001b[31m, escape\\x1B[31m",
        "bidi\u202egnp.exe, bidi\\u202Egnp.exe",
        "half\ud800, half\\uD800",
        "tag\udb40\udc41, tag\\uE0041",
        "smile\ud83d\ude00, smile\ud83d\ude00",
    })
    void shouldReplaceHiddenCharactersByEscapes(String text, String safe) {
        assertThat(SafeText.text(text)).isEqualTo(safe);
    }

    @Test
    void shouldCutALongText() {
        assertThat(SafeText.text("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(SafeText.text("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
    }

    @Test
    void shouldNameACharacter() {
        assertThat(SafeText.codePoint(7)).isEqualTo("U+0007");
        assertThat(SafeText.codePoint(0xE0001)).isEqualTo("U+E0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u000b\f"})
    void shouldTakeBlanksAndEndsOfLinesForBlank(String text) {
        assertThat(SafeText.isBlank(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " a ", "\u0000", "\u00a0"})
    void shouldTakeNothingElseForBlank(String text) {
        assertThat(SafeText.isBlank(text)).isFalse();
    }

    @Property
    void shouldLetOnlyVisibleCharactersThrough(@ForAll("anyText") String text) {
        assertThat(SafeText.text(text).codePoints()).allMatch(SafeText::isVisible);
    }

    @Example
    void shouldShowInProseWhateverItShowsInNames() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (SafeText.isVisible(point) && !SafeText.isVisibleInProse(point)) {
                assertThat(SafeText.codePoint(point)).as("hidden in prose").isEmpty();
            }
        }
    }

    /** Half of the characters are hidden ones. */
    @Provide
    Arbitrary<String> anyText() {
        Arbitrary<Integer> hidden = Arbitraries.of(
                0, 7, 0x1B, 0x85, 0xAD, 0x61C, 0x200B, 0x200D, 0x2028, 0x202E, 0x2066, 0xD800, 0xFE0F, 0xFEFF, 0xE0041);
        Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        return Arbitraries.oneOf(hidden, any)
                .list()
                .ofMaxSize(40)
                .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
    }
}
