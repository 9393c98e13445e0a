package io.jenkins.plugins.mergeability.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
                                new TreeMap<>(Map.of(
                                        12,
                                        "https://ci.example.org/job/main/12/artifact/",
                                        9,
                                        "https://ci.example.org/job/main/9/artifact/")),
                                SINCE),
                        new LiveText.Live("@all` ", Optional.empty(), Optional.empty(), new TreeMap<>(), SINCE))))
                .isEqualTo("""
                        * Live in `staging` as `air` since 2026-11-29 06:05 UTC \
                        ([page](https://ci.example.org/job/staging/environment/), \
                        [artifacts of build 9](https://ci.example.org/job/main/9/artifact/), \
                        [artifacts of build 12](https://ci.example.org/job/main/12/artifact/))
                        * Live in `` @all` `` since 2026-11-29 06:05 UTC
                        """);
    }

    @Test
    void shouldBeShortAndEmptyForNothing() {
        LiveText.Live live = new LiveText.Live("staging", Optional.empty(), Optional.empty(), new TreeMap<>(), SINCE);

        assertThat(LiveText.of(List.of())).isEmpty();
        assertThat(LiveText.of(Collections.nCopies(22, live))).hasLineCount(21).endsWith("* and 2 more\n");
    }
}
