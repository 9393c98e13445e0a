package io.jenkins.plugins.mergeability.engine.map.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.Position;
import org.junit.jupiter.api.Test;

/** How a problem is shown, where the line is not a plain one. */
class ProblemTest {

    @Test
    void shouldAlignTheCaretUnderTabsAndWideCharacters() {
        assertThat(render("\t日本: [x]", 7, 1)).isEqualTo("""
                f:3:7: error: message
                  3 |   日本: [x]
                    |          ^
                    = hint""");
    }

    @Test
    void shouldAlignTheCaretUnderEscapesAndCombiningMarks() {
        assertThat(render("e\u0301\u001b[31m x", 9, 1)).contains("| e\u0301\\x1B[31m x\n", "|           ^\n");
    }

    @Test
    void shouldStayInItsLine() {
        assertThat(render("a: b", 4, 1 << 20)).contains("    |    ^\n");
        assertThat(render("a:", 4, 1)).contains("    |    ^\n");
    }

    @Test
    void shouldCutLongLinesOnBothSides() {
        String shown = render("x".repeat(5_000) + "HERE" + "y".repeat(5_000), 5_001, 4);
        assertThat(shown).contains("| …" + "x".repeat(60) + "HERE" + "y".repeat(36) + "…\n");
        assertThat(shown).contains("| " + " ".repeat(61) + "^^^^\n");
    }

    @Test
    void shouldNotLetAFileNameEscape() {
        Problem problem = new Problem(ProblemKind.SYNTAX, "a\nb", new Position(1, 1), "", "", 1, "message", "");
        assertThat(problem.render()).isEqualTo("a\\nb:1:1: error: message");
    }

    private static String render(String line, int column, int length) {
        return new Problem(ProblemKind.SYNTAX, "f", new Position(3, column), "", line, length, "message", "hint")
                .render();
    }
}
