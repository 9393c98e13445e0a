package io.jenkins.plugins.mergeability.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a merged change is live, in words. */
class LiveTextTest {

    private static final Instant SINCE = Instant.parse("2026-11-29T06:05:59Z");

    @Test
    void shouldWriteALineForEachEnvironment() {
        assertThat(LiveText.of(List.of(
                        new LiveText.Live(
                                "staging",
                                Optional.of("air"),
                                Optional.of("https://ci.example.org/job/staging/environment/"),
                                SINCE),
                        new LiveText.Live("@all` ", Optional.empty(), Optional.empty(), SINCE))))
                .isEqualTo("""
                        * Live in `staging` as `air` since 2026-11-29 06:05 UTC \
                        ([page](https://ci.example.org/job/staging/environment/))
                        * Live in `` @all` `` since 2026-11-29 06:05 UTC
                        """);
    }

    @Test
    void shouldBeShortAndEmptyForNothing() {
        LiveText.Live live = new LiveText.Live("staging", Optional.empty(), Optional.empty(), SINCE);

        assertThat(LiveText.of(List.of())).isEmpty();
        assertThat(LiveText.of(Collections.nCopies(22, live))).hasLineCount(21).endsWith("* and 2 more\n");
    }
}
