package io.jenkins.plugins.mergeability.engine.map.node;

import java.util.ArrayList;
import java.util.List;

/** A list of values. */
public final class ListNode extends Node {

    public final List<Node> items = new ArrayList<>(4);
    private int weight = 1;

    public ListNode(int line, int column, String path) {
        super(line, column, 1, path);
    }

    public void add(Node item) {
        items.add(item);
        weight += item.weight();
    }

    @Override
    public String described() {
        return items.isEmpty() ? "an empty list" : "a list";
    }

    @Override
    public int weight() {
        return weight;
    }
}
