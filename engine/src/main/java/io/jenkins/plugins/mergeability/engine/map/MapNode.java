package io.jenkins.plugins.mergeability.engine.map;

import java.util.ArrayList;
import java.util.List;

/** Values by key, in their order, each key once. */
final class MapNode extends Node {

    private final List<ScalarNode> keys = new ArrayList<>(4);
    private final List<Node> values = new ArrayList<>(4);
    private int weight = 1;

    MapNode(int line, int column, String path) {
        super(line, column, 1, path);
    }

    void add(ScalarNode key, Node value) {
        keys.add(key);
        values.add(value);
        weight += 1 + value.weight();
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
