package io.jenkins.plugins.mergeability.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations as they are written in a map. */
class DurationSyntaxTest {

    @ParameterizedTest
    @CsvSource({
        "90s,90",
        "20m,1200",
        "1h30m,5400",
        "2d,172800",
        "1d1h1m1s,90061",
        "0s,0",
        "01h,3600",
        "5,-1",
        "h,-1",
        "'',-1",
        "1h30,-1",
        "30m1h,-1",
        "1h1h,-1",
        "1.5h,-1",
        "-1h,-1",
        "1H,-1",
        "1 h,-1",
        "1ms,-1"
    })
    void shouldReadSeconds(String text, long seconds) {
        assertThat(DurationSyntax.parse(text)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"99999999999999999999h", "9999999999d99999999999h"})
    void shouldNotOverflow(String text) {
        assertThat(DurationSyntax.parse(text)).isGreaterThan(Duration.ofDays(30).getSeconds());
    }

    @Property
    void shouldPrintWhatReadsBack(@ForAll @LongRange(min = 0, max = 2_592_000) long seconds) {
        assertThat(DurationSyntax.parse(DurationSyntax.format(Duration.ofSeconds(seconds))))
                .isEqualTo(seconds);
    }
}
