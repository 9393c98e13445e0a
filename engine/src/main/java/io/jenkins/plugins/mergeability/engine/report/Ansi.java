package io.jenkins.plugins.mergeability.engine.report;

/**
 * Colors and emphasis for a terminal, or none.
 *
 * @param on whether escape codes are written
 */
public record Ansi(boolean on) {

    /** No escape codes. */
    public static final Ansi OFF = new Ansi(false);

    /** What the eye should find first. */
    public String bold(String text) {
        return wrap("1", text);
    }

    /** What is there for completeness. */
    public String dim(String text) {
        return wrap("2", text);
    }

    /** What failed. */
    public String red(String text) {
        return wrap("31", text);
    }

    /** What passed. */
    public String green(String text) {
        return wrap("32", text);
    }

    /** What deserves a second look. */
    public String yellow(String text) {
        return wrap("33", text);
    }

    /** What is going on. */
    public String cyan(String text) {
        return wrap("36", text);
    }

    private String wrap(String code, String text) {
        return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
