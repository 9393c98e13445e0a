package io.jenkins.plugins.mergeability.engine.map.node;

import io.jenkins.plugins.mergeability.engine.map.Position;

/**
 * An uninterpreted value of a map, from YAML or from Java collections. It has plain fields, because a large map has a
 * hundred thousand nodes.
 */
public abstract sealed class Node permits ScalarNode, ListNode, MapNode {

    /** The length of a value that reaches the end of its line. */
    public static final int TO_END_OF_LINE = 1 << 20;

    /** One-based, as in {@link Position}; 0 in a map given as data. */
    public final int line;

    public final int column;

    /** How many code points a message marks, from the start. */
    public final int length;

    /** The path in a map given as data; null in a text. */
    public final String path;

    Node(int line, int column, int length, String path) {
        this.line = line;
        this.column = column;
        this.length = length;
        this.path = path;
    }

    /** What it is, for a message. */
    public abstract String described();

    /** How many values and keys it consists of, including itself. */
    public abstract int weight();

    public final Position position() {
        return line == 0 ? Position.NONE : new Position(line, column);
    }

    public final boolean isNull() {
        return this instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.NULL;
    }
}
