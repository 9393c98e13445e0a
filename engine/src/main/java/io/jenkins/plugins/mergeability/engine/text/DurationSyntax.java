package io.jenkins.plugins.mergeability.engine.text;

import java.time.Duration;

/** Durations as a map has them: days, hours, minutes and seconds in this order, such as {@code 1h30m}. */
public final class DurationSyntax {

    private static final String UNITS = "dhms";
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};

    private DurationSyntax() {}

    /** Seconds, at most what fits well into a long; -1 where it is not a duration. */
    public static long parse(String text) {
        long total = 0;
        long number = -1;
        int unit = 0;
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c >= '0' && c <= '9') {
                number = Math.min(Math.max(number, 0) * 10 + c - '0', 1_000_000_000L);
            } else {
                int found = UNITS.indexOf(c, unit);
                if (found < 0 || number < 0) {
                    return -1;
                }
                total += number * SECONDS[found];
                unit = found + 1;
                number = -1;
            }
        }
        return number >= 0 || unit == 0 ? -1 : total;
    }

    /** The shortest text of a duration, in whole seconds. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder(8);
        long left = duration.getSeconds();
        for (int unit = 0; unit < SECONDS.length; unit++) {
            if (left >= SECONDS[unit]) {
                text.append(left / SECONDS[unit]).append(UNITS.charAt(unit));
                left %= SECONDS[unit];
            }
        }
        return text.length() == 0 ? "0s" : text.toString();
    }
}
