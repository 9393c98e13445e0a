package io.jenkins.plugins.mergeability.engine.map.node;

import java.util.ArrayList;
import java.util.List;

/** Values by key, in their order, each key once. */
public final class MapNode extends Node {

    private final List<ScalarNode> keys = new ArrayList<>(4);
    private final List<Node> values = new ArrayList<>(4);
    private int weight = 1;
    private boolean incomplete;

    public MapNode(int line, int column, String path) {
        super(line, column, 1, path);
    }

    public void add(ScalarNode key, Node value) {
        keys.add(key);
        values.add(value);
        weight += 1 + value.weight();
    }

    /** Notes that an entry was refused, so that a missing key is not reported. */
    public void markIncomplete() {
        incomplete = true;
    }

    /** Whether it has no entry, not even a refused one. */
    public boolean isEmpty() {
        return keys.isEmpty() && !incomplete;
    }

    public int size() {
        return keys.size();
    }

    public ScalarNode key(int index) {
        return keys.get(index);
    }

    public Node value(int index) {
        return values.get(index);
    }

    @Override
    public String described() {
        return keys.isEmpty() ? "an empty map" : "a map";
    }

    @Override
    public int weight() {
        return weight;
    }
}
