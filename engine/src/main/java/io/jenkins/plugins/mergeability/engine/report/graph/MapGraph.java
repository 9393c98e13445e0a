package io.jenkins.plugins.mergeability.engine.report.graph;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Creates the {@link Graph} of a component map. */
final class MapGraph {

    /** The line of a component that affects every other: arrows to all of them would hide the others. */
    static final String AFFECTS_EVERYTHING = "affects everything";

    private MapGraph() {}

    static Graph draw(ComponentMap map) {
        Collection<Component> components = map.components().values();
        List<Graph.Node> nodes = new ArrayList<>();
        for (Component component : components) {
            List<String> lines = new ArrayList<>();
            lines.add(GraphText.count(component.jobs().size(), "job"));
            if (component.affects().everything()) {
                lines.add(AFFECTS_EVERYTHING);
            }
            nodes.add(new Graph.Node(component.name(), Graph.Kind.COMPONENT, false, lines, description(component)));
        }
        String title = "Component map: " + GraphText.count(components.size(), "component");
        return new Graph(title, List.of(), nodes, edges(components), List.of());
    }

    /** The arrows between components that are sorted by name; none of them a reason yet. */
    static List<Graph.Edge> edges(Collection<Component> components) {
        Map<String, Integer> index = new HashMap<>();
        for (Component component : components) {
            index.put(component.name(), index.size());
        }
        List<Graph.Edge> edges = new ArrayList<>();
        for (Component component : components) {
            int self = index.get(component.name());
            for (String dependency : dependencies(component)) {
                edges.add(new Graph.Edge(index.get(dependency), self, false, false));
            }
            for (String reached : component.affects().components()) {
                if (!reached.equals(component.name())) {
                    edges.add(new Graph.Edge(self, index.get(reached), true, false));
                }
            }
        }
        return edges;
    }

    /** The components that a component or a job of it depends on, sorted. */
    private static Set<String> dependencies(Component component) {
        Set<String> dependencies = new TreeSet<>(component.dependsOn());
        for (Job job : component.jobs().values()) {
            dependencies.addAll(job.settings().files().inputs().dependsOn());
        }
        return dependencies;
    }

    private static String description(Component component) {
        StringBuilder description = new StringBuilder(component.name())
                .append(": ")
                .append(GraphText.count(component.jobs().size(), "job"));
        if (!component.dependsOn().isEmpty()) {
            description.append(", depends on ").append(GraphText.list(component.dependsOn()));
        }
        for (Job job : component.jobs().values()) {
            List<String> dependencies = job.settings().files().inputs().dependsOn();
            if (!dependencies.isEmpty()) {
                description
                        .append(", ")
                        .append(job.name())
                        .append(" depends on ")
                        .append(GraphText.list(dependencies));
            }
        }
        if (component.affects().everything()) {
            description.append(", ").append(AFFECTS_EVERYTHING);
        }
        List<String> reached = component.affects().components().stream()
                .filter(name -> !name.equals(component.name()))
                .toList();
        if (!reached.isEmpty()) {
            description.append(", affects ").append(GraphText.list(reached));
        }
        return description.toString();
    }
}
