package io.jenkins.plugins.mergeability.engine.report;

/**
 * Adds colors and emphasis for a terminal, or none.
 *
 * @param on whether escape codes are written
 */
public record Ansi(boolean on) {

    /** No escape codes. */
    public static final Ansi OFF = new Ansi(false);

    /** For headings. */
    public String bold(String text) {
        return wrap("1", text);
    }

    /** For secondary text. */
    public String dim(String text) {
        return wrap("2", text);
    }

    /** For failures. */
    public String red(String text) {
        return wrap("31", text);
    }

    /** For passes. */
    public String green(String text) {
        return wrap("32", text);
    }

    /** For warnings. */
    public String yellow(String text) {
        return wrap("33", text);
    }

    /** For current activity. */
    public String cyan(String text) {
        return wrap("36", text);
    }

    private String wrap(String code, String text) {
        return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
