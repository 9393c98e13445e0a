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
                "a[!b]      ; `[!b]` stands for too many characters to be looked for",
                "a\\*       ; the character `*` itself cannot be looked for",
                "a[?]       ; the character `?` itself cannot be looked for",
                "a,b        ; the character `,` itself cannot be looked for",
            },
            delimiter = ';')
    void shouldRefuseWhatAntHasNoWordsFor(String glob, String message) {
        assertThatThrownBy(() -> AntPatterns.of(glob))
                .isInstanceOf(GlobException.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseTooManyPatterns() {
        assertThatThrownBy(() -> AntPatterns.of("[a-z][a-z][a-z]")).hasMessage("it stands for more than 1000 patterns");
    }
}
