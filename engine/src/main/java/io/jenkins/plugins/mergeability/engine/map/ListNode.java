package io.jenkins.plugins.mergeability.engine.map;

import java.util.ArrayList;
import java.util.List;

/** A list of values. */
final class ListNode extends Node {

    final List<Node> items = new ArrayList<>(4);
    private int weight = 1;

    ListNode(int line, int column, String path) {
        super(line, column, 1, path);
    }

    void add(Node item) {
        items.add(item);
        weight += item.weight();
    }

    @Override
    String described() {
        return items.isEmpty() ? "an empty list" : "a list";
    }

    @Override
    int weight() {
        return weight;
    }
}
