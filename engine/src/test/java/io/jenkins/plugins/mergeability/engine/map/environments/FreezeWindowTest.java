package io.jenkins.plugins.mergeability.engine.map.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Freeze windows in local time, which daylight saving moves. */
class FreezeWindowTest {

    private static final String WEEKEND = "fri 16:00 - mon 06:00 Europe/Stockholm";

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T14:59:59Z,", // Friday 15:59:59
        "2026-11-27T15:00:00Z, 2026-11-30T05:00:00Z",
        "2026-11-29T12:00:00Z, 2026-11-30T05:00:00Z",
        "2026-11-30T04:59:59Z, 2026-11-30T05:00:00Z",
        "2026-11-30T05:00:00Z,",
        "2026-07-03T14:00:00Z, 2026-07-06T04:00:00Z", // in summer
        "2026-03-27T15:00:00Z, 2026-03-30T04:00:00Z", // the hour is one less after Sunday
        "2026-10-23T14:00:00Z, 2026-10-26T05:00:00Z",
    })
    void shouldBeOpenFromALocalTimeToAnother(Instant now, Instant end) {
        assertThat(FreezeWindow.parse(WEEKEND).endsAfter(now)).isEqualTo(Optional.ofNullable(end));
    }

    @ParameterizedTest
    @CsvSource({
        "mon 09:00 - mon 17:00 UTC, 2026-11-23T08:59:59Z,",
        "mon 09:00 - mon 17:00 UTC, 2026-11-23T09:00:00Z, 2026-11-23T17:00:00Z",
        "mon 17:00 - mon 09:00 UTC, 2026-11-23T08:00:00Z, 2026-11-23T09:00:00Z",
        "mon 17:00 - mon 09:00 UTC, 2026-11-23T10:00:00Z,",
        "mon 17:00 - mon 09:00 UTC, 2026-11-22T10:00:00Z, 2026-11-23T09:00:00Z",
        "sun 02:30 - sun 05:00 Europe/Stockholm, 2026-03-29T01:15:00Z,", // 02:30 is left out that day and means 03:30
        "sun 02:30 - sun 05:00 Europe/Stockholm, 2026-03-29T01:30:00Z, 2026-03-29T03:00:00Z",
    })
    void shouldBeOpenWithinADayAndOverAWeek(String window, Instant now, Instant end) {
        assertThat(FreezeWindow.parse(window).endsAfter(now)).isEqualTo(Optional.ofNullable(end));
    }

    @Test
    void shouldBeWrittenAsItIsRead() {
        assertThat(FreezeWindow.parse(WEEKEND).text()).isEqualTo(WEEKEND);
        assertThat(FreezeWindow.parse(" Fri  16:00 - MON 06:00 UTC").text()).isEqualTo("fri 16:00 - mon 06:00 UTC");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fri 16:00 mon 06:00 UTC | it is not two days with times, and a time zone",
                "freitag 16:00 - mon 06:00 UTC | `freitag` is not a day: write mon, tue, wed, thu, fri, sat, sun",
                "fri 25:00 - mon 06:00 UTC | `25:00` is not a time: write hours and minutes, such as 06:00",
                "fri 16:00 - mon 6:00 UTC | `6:00` is not a time: write hours and minutes, such as 06:00",
                "fri 16:00 - mon 06:00 CEST | `CEST` is not a time zone: write UTC, or a region such as Europe/Stockholm",
                "fri 16:00 - fri 16:00 UTC | it ends at the time it begins",
            })
    void shouldSayWhatIsWrong(String window, String message) {
        assertThatThrownBy(() -> FreezeWindow.parse(window)).hasMessage(message);
    }
}
