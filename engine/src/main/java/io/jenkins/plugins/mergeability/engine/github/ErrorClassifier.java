package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHIOException;
import org.kohsuke.github.HttpException;

/** Sorts what goes wrong between here and GitHub by what a caller can do about it. */
final class ErrorClassifier {

    /** What GitHub asks for where it says nothing more exact. */
    private static final Duration USUAL_WAIT = Duration.ofMinutes(1);

    /** Limits are for an hour. Who would have us wait longer than that (and a little) errs. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(65);

    private static final int LONGEST_WORDS = 300;
    private static final Pattern WORDS = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){1,500}+)\"");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\s]+");

    private ErrorClassifier() {}

    /**
     * The error to throw.
     *
     * @param what what was to be done, as it stands after "cannot"
     * @param now the time, for limits that end at one
     */
    static HostException sort(Throwable error, String what, Instant now) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof HostException sorted) {
                return sorted;
            }
            if (cause instanceof FileNotFoundException) {
                return exception(
                        Kind.NOT_FOUND, what, "404: there is no such thing, or the token may not see it", error);
            }
            if (cause instanceof HttpException http && http.getResponseCode() > 0) {
                return sort(http, what, now);
            }
        }
        return exception(Kind.TRANSIENT, what, words(told(error)), error);
    }

    private static HostException sort(HttpException error, String what, Instant now) {
        int code = error.getResponseCode();
        String said = error.getMessage() == null ? "" : error.getMessage();
        if (limited(error, said)) {
            Duration wait = waiting(error, now);
            return new HostException(
                    Kind.RATE_LIMITED,
                    "cannot " + what + " (" + code + "): the rate limit is reached, again in " + wait.toSeconds()
                            + " s",
                    wait,
                    error);
        }
        Kind kind = kind(code);
        String why = code < 300 ? "the answer cannot be read: " + words(told(error)) : code + " " + message(said);
        return exception(kind, what, why.strip(), error);
    }

    private static Kind kind(int code) {
        return switch (code) {
            case 401 -> Kind.UNAUTHORISED;
            case 403, 451 -> Kind.FORBIDDEN;
            case 404, 410 -> Kind.NOT_FOUND;
            case 409, 412 -> Kind.CONFLICT;
            case 408, 425 -> Kind.TRANSIENT;
            default -> code >= 400 && code < 500 ? Kind.REFUSED : Kind.TRANSIENT;
        };
    }

    /** GitHub limits with 403 as well as 429, and some secondary limits say so only in words. */
    private static boolean limited(HttpException error, String said) {
        int code = error.getResponseCode();
        if (code != 403) {
            return code == 429;
        }
        String words = said.toLowerCase(Locale.ROOT);
        return header(error, "retry-after").isPresent()
                || header(error, "x-ratelimit-remaining").filter("0"::equals).isPresent()
                || words.contains("rate limit")
                || words.contains("abuse");
    }

    private static Duration waiting(HttpException error, Instant now) {
        Optional<String> after = header(error, "retry-after");
        Optional<Duration> wait = after.flatMap(ErrorClassifier::seconds);
        if (wait.isEmpty()) {
            // The two clocks may differ, so GitHub's own is asked first.
            Instant there = header(error, "date").flatMap(ErrorClassifier::time).orElse(now);
            wait = after.flatMap(ErrorClassifier::time).map(until -> Duration.between(there, until));
            if (wait.isEmpty()
                    && header(error, "x-ratelimit-remaining")
                            .filter("0"::equals)
                            .isPresent()) {
                wait = header(error, "x-ratelimit-reset")
                        .flatMap(ErrorClassifier::seconds)
                        .map(reset -> reset.minusSeconds(there.getEpochSecond()));
            }
        }
        Duration found = wait.orElse(USUAL_WAIT);
        if (found.compareTo(Duration.ofSeconds(1)) < 0) {
            return Duration.ofSeconds(1);
        }
        return found.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : found;
    }

    private static Optional<Duration> seconds(String text) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
        } catch (NumberFormatException | ArithmeticException otherForm) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    private static Optional<String> header(GHIOException error, String name) {
        Map<String, List<String>> headers = error.getResponseHeaderFields();
        if (headers == null) {
            return Optional.empty();
        }
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (name.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
                return Optional.of(header.getValue().get(0));
            }
        }
        return Optional.empty();
    }

    private static HostException exception(Kind kind, String what, String why, Throwable cause) {
        return new HostException(kind, "cannot " + what + ": " + why, null, cause);
    }

    /** What happened, below what the library makes of it. */
    private static Throwable told(Throwable error) {
        Throwable told = error;
        while (told.getCause() != null && (told instanceof GHIOException || told instanceof GHException)) {
            told = told.getCause();
        }
        return told;
    }

    /**
     * What GitHub says in the body of an error, which is JSON, and then of which fields; what a proxy says, which is not,
     * is left out.
     */
    private static String message(String body) {
        List<String> messages = new ArrayList<>();
        Matcher found = WORDS.matcher(body);
        while (found.find()) {
            messages.add(found.group(1));
        }
        return oneLine(String.join(": ", messages));
    }

    private static String words(Throwable error) {
        String message = error.getMessage();
        return oneLine(message == null || !(error instanceof IOException) ? error.toString() : message);
    }

    private static String oneLine(String text) {
        String line = UNSEEN.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS) + "...";
    }
}
