package io.jenkins.plugins.mergeability.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AntPatternsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "**/TEST-*.xml                 | **/TEST-*.xml",
                "{unit,it}/*.{xml,txt}         | unit/*.xml unit/*.txt it/*.xml it/*.txt",
                "a[bc-e].txt                   | ab.txt ac.txt ad.txt ae.txt",
                "!dist/{a,b}?                  | dist/a? dist/b?",
                "\\[x\\]\\{y\\}\\!             | [x]{y}!",
                "[.]hidden                     | .hidden",
                "dist/                         | dist/",
            },
            delimiter = '|')
    void shouldSayTheSameInOtherWords(String glob, String patterns) throws GlobException {
        assertThat(AntPatterns.of(glob)).containsExactly(patterns.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "a[!b]      ; `[!b]` has too many characters for a pattern of Ant",
                "a\\*       ; the character `*` has no escape in a pattern of Ant",
                "a[?]       ; the character `?` has no escape in a pattern of Ant",
                "a,b        ; the character `,` has no escape in a pattern of Ant",
            },
            delimiter = ';')
    void shouldRefuseWhatAntHasNoWordsFor(String glob, String message) {
        assertThatThrownBy(() -> AntPatterns.of(glob))
                .isInstanceOf(GlobException.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseTooManyPatterns() {
        assertThatThrownBy(() -> AntPatterns.of("[a-z][a-z][a-z]")).hasMessage("it expands to more than 1000 patterns");
    }
}
