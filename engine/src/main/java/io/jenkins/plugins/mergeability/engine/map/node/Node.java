package io.jenkins.plugins.mergeability.engine.map.node;

import io.jenkins.plugins.mergeability.engine.map.Position;

/**
 * A value of a map before anybody has asked what it means: the same from YAML and from Java collections. Plain fields,
 * as a large map has a hundred thousand of them.
 */
public abstract sealed class Node permits ScalarNode, ListNode, MapNode {

    /** The length of what goes on to the end of its line or beyond. */
    public static final int TO_END_OF_LINE = 1 << 20;

    /** One-based, as in {@link Position}; 0 in a map given as data. */
    public final int line;

    public final int column;

    /** Code points from the start on that are shown as the culprit. */
    public final int length;

    /** Where it is in a map given as data; null in a text. */
    public final String path;

    Node(int line, int column, int length, String path) {
        this.line = line;
        this.column = column;
        this.length = length;
        this.path = path;
    }

    /** What it is, in the words of a message. */
    public abstract String described();

    /** How many values and keys it has with all inside it. */
    public abstract int weight();

    public final Position position() {
        return line == 0 ? Position.NONE : new Position(line, column);
    }

    public final boolean isNull() {
        return this instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.NULL;
    }
}
