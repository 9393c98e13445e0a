package io.jenkins.plugins.mergeability.engine.map.environments;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A time of each week in which nothing new is deployed, such as {@code fri 16:00 - mon 06:00 Europe/Stockholm}. It is
 * between two moments of the local time, whatever daylight saving does in between.
 *
 * @param fromDay the day on which it begins
 * @param from when it begins on that day
 * @param toDay the day on which it ends
 * @param to when it ends on that day
 * @param zone the time zone of both
 */
public record FreezeWindow(DayOfWeek fromDay, LocalTime from, DayOfWeek toDay, LocalTime to, ZoneId zone) {

    /** How a window is written, for messages. */
    public static final String SYNTAX = "`fri 16:00 - mon 06:00 Europe/Stockholm`";

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    public FreezeWindow {
        if (fromDay == toDay && from.equals(to)) {
            throw new IllegalArgumentException("it ends at the time it begins");
        }
    }

    /**
     * Reads a window.
     *
     * @throws IllegalArgumentException if it is not one, with the reason
     */
    public static FreezeWindow parse(String text) {
        String[] words = text.trim().split("\\s+");
        if (words.length != 6 || !words[2].equals("-")) {
            throw new IllegalArgumentException("it is not two days with times, and a time zone");
        }
        return new FreezeWindow(day(words[0]), time(words[1]), day(words[3]), time(words[4]), zone(words[5]));
    }

    /** When the window ends that is open at a time; empty if none is. */
    public Optional<Instant> endsAfter(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate begins = today.with(TemporalAdjusters.previousOrSame(fromDay));
        if (begins.atTime(from).atZone(zone).toInstant().isAfter(now)) {
            begins = begins.minusWeeks(1);
        }
        Instant end = end(begins).toInstant();
        return now.isBefore(end) ? Optional.of(end) : Optional.empty();
    }

    private ZonedDateTime end(LocalDate begins) {
        LocalDate ends = begins.with(TemporalAdjusters.nextOrSame(toDay));
        if (ends.equals(begins) && !to.isAfter(from)) {
            ends = ends.plusWeeks(1);
        }
        return ends.atTime(to).atZone(zone);
    }

    /** The window as a map has it. */
    public String text() {
        return DAYS.get(fromDay.ordinal()) + " " + from + " - " + DAYS.get(toDay.ordinal()) + " " + to + " "
                + zone.getId();
    }

    private static DayOfWeek day(String text) {
        int day = DAYS.indexOf(text.toLowerCase(Locale.ROOT));
        if (day < 0) {
            throw new IllegalArgumentException("`" + text + "` is not a day: write " + String.join(", ", DAYS));
        }
        return DayOfWeek.of(day + 1);
    }

    private static LocalTime time(String text) {
        try {
            if (text.length() == "16:00".length()) {
                return LocalTime.parse(text);
            }
        } catch (DateTimeException e) {
            // reported below
        }
        throw new IllegalArgumentException("`" + text + "` is not a time: write hours and minutes, such as 06:00");
    }

    /** A region, not an offset: an offset would be wrong for half of the year. */
    private static ZoneId zone(String text) {
        if (!text.equals("UTC") && !ZoneId.getAvailableZoneIds().contains(text)) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not a time zone: write UTC, or a region such as Europe/Stockholm");
        }
        return ZoneId.of(text);
    }
}
