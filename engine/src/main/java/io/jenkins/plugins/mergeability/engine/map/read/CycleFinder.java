package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds cycles in a directed graph of names. It is iterative, so that a chain of thousands does not overflow the stack;
 * each edge that closes a cycle is reported once, with the path that the search took.
 *
 * @param <T> the type of the names
 */
final class CycleFinder<T extends Comparable<T>> {

    /** The maximum number of members of a cycle that are printed. */
    private static final int MAX_PRINTED = 12;

    private final Map<T, Vertex<T>> vertices = new LinkedHashMap<>();

    /** A name with the names it refers to, and the nodes of the map that do. */
    private static final class Vertex<T> {
        final T name;
        final List<Vertex<T>> targets = new ArrayList<>(2);
        final List<Node> places = new ArrayList<>(2);
        int next;
        int depth = -1;

        Vertex(T name) {
            this.name = name;
        }
    }

    /** Adds an edge from a name to another, at a node of the map. */
    void edge(T from, T to, Node place) {
        Vertex<T> source = vertex(from);
        source.targets.add(vertex(to));
        source.places.add(place);
    }

    private Vertex<T> vertex(T name) {
        Vertex<T> vertex = vertices.get(name);
        if (vertex == null) {
            vertex = new Vertex<>(name);
            vertices.put(name, vertex);
        }
        return vertex;
    }

    /** Reports every cycle, at the node where its first member refers to its second. */
    void report(ProblemKind kind, Problems problems) {
        List<Vertex<T>> stack = new ArrayList<>();
        for (Vertex<T> start : vertices.values()) {
            if (start.next > 0 || problems.isFull()) {
                continue;
            }
            enter(start, stack);
            while (!stack.isEmpty() && !problems.isFull()) {
                Vertex<T> top = stack.get(stack.size() - 1);
                if (top.next == top.targets.size()) {
                    top.depth = -1;
                    top.next++;
                    stack.remove(stack.size() - 1);
                    continue;
                }
                Vertex<T> target = top.targets.get(top.next++);
                if (target.depth >= 0) {
                    report(stack.subList(target.depth, stack.size()), kind, problems);
                } else if (target.next == 0) {
                    enter(target, stack);
                }
            }
        }
    }

    private void enter(Vertex<T> vertex, List<Vertex<T>> stack) {
        vertex.depth = stack.size();
        stack.add(vertex);
    }

    /** A cycle starts with its first member by name, so that it reads the same however it was found. */
    private void report(List<Vertex<T>> cycle, ProblemKind kind, Problems problems) {
        int size = cycle.size();
        int first = 0;
        for (int i = 1; i < size; i++) {
            first = cycle.get(i).name.compareTo(cycle.get(first).name) < 0 ? i : first;
        }
        Vertex<T> start = cycle.get(first);
        Node place = start.places.get(start.targets.indexOf(cycle.get((first + 1) % size)));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(size, MAX_PRINTED); i++) {
            text.append(cycle.get((first + i) % size).name).append(" -> ");
        }
        if (size > MAX_PRINTED) {
            text.append("… ").append(size - MAX_PRINTED).append(" more -> ");
        }
        problems.add(kind, place, "remove one of these", text.append(start.name));
    }
}
