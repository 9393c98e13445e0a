package io.jenkins.plugins.mergeability.engine.text;

import java.time.Duration;

/** Durations as people read them in a line: {@code 0.3 s}, {@code 45 s}, {@code 3m 20s}, {@code 2h 05m}. */
public final class DurationText {

    private DurationText() {}

    public static String of(Duration duration) {
        long millis = duration.toMillis();
        long seconds = millis / 1000;
        if (seconds < 10) {
            return seconds + "." + millis % 1000 / 100 + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + "m " + twoDigits(seconds % 60) + "s"
                : seconds / 3600 + "h " + twoDigits(seconds / 60 % 60) + "m";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
