package io.jenkins.plugins.mergeability.engine.map;

/**
 * A position in a component map.
 *
 * @param line one-based line, or 0 where there is no text (a map given as data)
 * @param column one-based column, counted in Unicode code points, or 0 where there is no text
 */
public record Position(int line, int column) {

    /** The position of a value that was not read from a text. */
    public static final Position NONE = new Position(0, 0);
}
