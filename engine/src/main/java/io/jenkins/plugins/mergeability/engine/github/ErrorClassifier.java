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

/** Classifies errors of requests to GitHub by who can fix them. */
final class ErrorClassifier {

    /** The wait that GitHub recommends if the response does not say one. */
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofMinutes(1);

    /** Rate limits last an hour; a longer wait is an error of the server. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(65);

    private static final int MAX_MESSAGE_LENGTH = 300;
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){1,500}+)\"");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\s]+");

    private ErrorClassifier() {}

    /**
     * Converts an error to the exception to throw.
     *
     * @param what the action, as it reads after "cannot"
     * @param now the time, for rate limits that say when they end
     */
    static HostException classify(Throwable error, String what, Instant now) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof HostException classified) {
                return classified;
            }
            if (cause instanceof FileNotFoundException) {
                return exception(Kind.NOT_FOUND, what, "404: not found, or not visible to the token", error);
            }
            if (cause instanceof HttpException http && http.getResponseCode() > 0) {
                return classify(http, what, now);
            }
        }
        return exception(Kind.TRANSIENT, what, text(rootCause(error)), error);
    }

    private static HostException classify(HttpException error, String what, Instant now) {
        int code = error.getResponseCode();
        String body = error.getMessage() == null ? "" : error.getMessage();
        if (isRateLimited(error, body)) {
            Duration wait = retryAfter(error, now);
            return new HostException(
                    Kind.RATE_LIMITED,
                    "cannot " + what + " (" + code + "): the rate limit is exceeded, retry in " + wait.toSeconds()
                            + " s",
                    wait,
                    error);
        }
        Kind kind = kind(code);
        String why = code < 300 ? "the response cannot be read: " + text(rootCause(error)) : code + " " + message(body);
        return exception(kind, what, why.strip(), error);
    }

    private static Kind kind(int code) {
        return switch (code) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403, 451 -> Kind.FORBIDDEN;
            case 404, 410 -> Kind.NOT_FOUND;
            case 409, 412 -> Kind.CONFLICT;
            case 408, 425 -> Kind.TRANSIENT;
            default -> code >= 400 && code < 500 ? Kind.REFUSED : Kind.TRANSIENT;
        };
    }

    /** GitHub uses 403 as well as 429, and some secondary rate limits are recognizable only by the message. */
    private static boolean isRateLimited(HttpException error, String body) {
        int code = error.getResponseCode();
        if (code != 403) {
            return code == 429;
        }
        String lower = body.toLowerCase(Locale.ROOT);
        return header(error, "retry-after").isPresent()
                || header(error, "x-ratelimit-remaining").filter("0"::equals).isPresent()
                || lower.contains("rate limit")
                || lower.contains("abuse");
    }

    private static Duration retryAfter(HttpException error, Instant now) {
        Optional<String> after = header(error, "retry-after");
        Optional<Duration> wait = after.flatMap(ErrorClassifier::seconds);
        if (wait.isEmpty()) {
            // The two clocks may differ, so GitHub's is preferred.
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
        Duration found = wait.orElse(DEFAULT_RETRY_AFTER);
        if (found.compareTo(Duration.ofSeconds(1)) < 0) {
            return Duration.ofSeconds(1);
        }
        return found.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : found;
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

    /** The error below the exceptions of the library. */
    private static Throwable rootCause(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && (cause instanceof GHIOException || cause instanceof GHException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * The messages in the JSON body of an error, those of single fields last. The HTML of a proxy has none.
     */
    private static String message(String body) {
        List<String> messages = new ArrayList<>();
        Matcher found = MESSAGE.matcher(body);
        while (found.find()) {
            messages.add(found.group(1));
        }
        return oneLine(String.join(": ", messages));
    }

    private static String text(Throwable error) {
        String message = error.getMessage();
        return oneLine(message == null || !(error instanceof IOException) ? error.toString() : message);
    }

    private static String oneLine(String text) {
        String line = INVISIBLE.matcher(text).replaceAll(" ").strip();
        return line.length() <= MAX_MESSAGE_LENGTH ? line : line.substring(0, MAX_MESSAGE_LENGTH) + "...";
    }
}
