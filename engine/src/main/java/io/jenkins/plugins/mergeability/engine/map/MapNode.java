package io.jenkins.plugins.mergeability.engine.map;

import java.util.ArrayList;
import java.util.List;

/** Values by key, in their order, each key once. */
final class MapNode extends Node {

    private final List<ScalarNode> keys = new ArrayList<>(4);
    private final List<Node> values = new ArrayList<>(4);
    private int weight = 1;
    private boolean incomplete;

    MapNode(int line, int column, String path) {
        super(line, column, 1, path);
    }

    void add(ScalarNode key, Node value) {
        keys.add(key);
        values.add(value);
        weight += 1 + value.weight();
    }

    /** Notes that an entry could not be kept: what is missing may be that. */
    void lose() {
        incomplete = true;
    }

    /** Whether nothing is said in it, not even anything wrong. */
    boolean isEmpty() {
        return keys.isEmpty() && !incomplete;
    }

    int size() {
        return keys.size();
    }

    ScalarNode key(int index) {
        return keys.get(index);
    }

    Node value(int index) {
        return values.get(index);
    }

    @Override
    String described() {
        return keys.isEmpty() ? "an empty map" : "a map";
    }

    @Override
    int weight() {
        return weight;
    }
}
