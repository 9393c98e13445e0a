package io.jenkins.plugins.mergeability.engine.cli.init;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the packages that depend on each other in a cycle: the strongly connected parts, by the algorithm of Tarjan. */
final class DependencyGroups {

    private final Map<String, Set<String>> uses;
    private final Map<String, Integer> number = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> stack = new ArrayDeque<>();
    private final List<Set<String>> groups = new ArrayList<>();

    private DependencyGroups(Map<String, Set<String>> uses) {
        this.uses = uses;
    }

    /**
     * The groups of more than one package.
     *
     * @param uses what each package depends on
     */
    static List<Set<String>> of(Map<String, Set<String>> uses) {
        DependencyGroups search = new DependencyGroups(uses);
        uses.keySet().forEach(search::visit);
        return search.groups;
    }

    /** A package on the way, and what it depends on that has not been visited. */
    private record Step(String name, Deque<String> left) {

        Step(String name, Collection<String> left) {
            this(name, new ArrayDeque<>(left));
        }
    }

    private void visit(String start) {
        Deque<Step> way = new ArrayDeque<>();
        enter(start, way);
        while (!way.isEmpty()) {
            Step top = way.peek();
            String next = top.left.poll();
            if (next == null) {
                way.pop();
                leave(top.name);
                if (!way.isEmpty()) {
                    lowest.merge(way.peek().name, lowest.get(top.name), Math::min);
                }
            } else if (!number.containsKey(next)) {
                enter(next, way);
            } else if (stack.contains(next)) {
                lowest.merge(top.name, number.get(next), Math::min);
            }
        }
    }

    private void enter(String name, Deque<Step> way) {
        if (!number.containsKey(name)) {
            number.put(name, number.size());
            lowest.put(name, number.get(name));
            stack.push(name);
            way.push(new Step(name, uses.getOrDefault(name, Set.of())));
        }
    }

    private void leave(String name) {
        if (lowest.get(name).equals(number.get(name))) {
            Set<String> group = new TreeSet<>();
            String member;
            do {
                member = stack.pop();
                group.add(member);
            } while (!member.equals(name));
            if (group.size() > 1) {
                groups.add(group);
            }
        }
    }
}
