package io.jenkins.plugins.mergeability.engine.report.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphTextTest {

    @ParameterizedTest
    @CsvSource({
        "a b/é.txt, a b/é.txt",
        "tab\there, tab\\there",
        "'new\nline', new\\nline",
        "'bell\u0007', bell\\x07",
        "escape\u001b[31m, escape\\x1b[31m",
        "byte\udc80\udcff, byte\\x80\\xff",
        "half\ud800, half\\ud800",
        "bidi\u202egnp.exe, bidi\\u202egnp.exe",
        "smile\ud83d\ude00, smile\ud83d\ude00",
        "none\uffff, none\\uffff",
    })
    void shouldSpellOutWhatIsNotPlainToSee(String text, String safe) {
        assertThat(GraphText.safe(text)).isEqualTo(safe);
    }

    @Test
    void shouldClipInTheMiddleAndNeverThroughACharacter() {
        assertThat(GraphText.clip("a".repeat(40))).isEqualTo("a".repeat(40));
        assertThat(GraphText.clip("a".repeat(20) + "b".repeat(21)))
                .isEqualTo("a".repeat(15) + "…" + "a".repeat(3) + "b".repeat(21));
        assertThat(GraphText.clip("\ud83d\ude00".repeat(41)))
                .isEqualTo("\ud83d\ude00".repeat(15) + "…" + "\ud83d\ude00".repeat(24));
    }

    @Test
    void shouldBoundWhatIsVeryLong() {
        assertThat(GraphText.safe("x".repeat(100_000))).hasSize(400);
    }

    @Test
    void shouldBreakLinesAtBlanksAndLoseNothing() {
        List<String> lines = GraphText.wrap("the quick brown fox jumps over the lazy dog", 100, 11);
        assertThat(String.join(" ", lines)).isEqualTo("the quick brown fox jumps over the lazy dog");
        assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> GraphText.width(line, 11) <= 100);
    }

    @Test
    void shouldListTheFirstFew() {
        assertThat(GraphText.list(List.of("a", "b"))).isEqualTo("a, b");
        assertThat(GraphText.list(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10")))
                .isEqualTo("1, 2, 3, 4, 5, 6, 7, 8 and 2 more");
    }
}
