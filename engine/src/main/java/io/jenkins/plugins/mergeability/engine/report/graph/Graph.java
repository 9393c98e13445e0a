package io.jenkins.plugins.mergeability.engine.report.graph;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * What a picture of a component map or of a plan shows, whatever the format. Every arrow points the way a change
 * travels: from a component to one that is built because of it. All text in it is safe to show (see {@link
 * GraphText}).
 *
 * @param title the picture in one line of plain words and numbers, counting also what is folded away
 * @param notes further lines to be read with the picture
 * @param nodes the components drawn, sorted by name
 * @param edges the arrows between them, sorted; the ends are indexes into {@code nodes}
 * @param folded what is not drawn, a line for each kind; empty where the picture is whole
 */
public record Graph(String title, List<String> notes, List<Node> nodes, List<Edge> edges, List<String> folded) {

    /** What is said of a component by the shape it has. */
    public enum Kind {
        /** A component of a map: no plan says anything of it. */
        COMPONENT,
        /** Affected, with at least one job to run. */
        RUN,
        /** Affected, all that belongs to the occasion proven. */
        PROVEN,
        /** Affected, but no job of it belongs to the occasion. */
        IDLE,
        /** Not reached by the change. */
        UNAFFECTED;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A kind of arrow, to be told by how it is drawn. */
    enum Arrow {
        /** Why there is a way for a change to travel. */
        DEPENDS("solid", "from a component to one that depends on it"),
        /** The other cause there may be. */
        AFFECTS("dashed", "from a component to one that the map says it affects"),
        /** One of the two, and the reason for something in the plan. */
        REASON("thick", "why a component is affected");

        /** How it is drawn. */
        final String lineStyle;
        /** What it says. */
        final String meaning;

        Arrow(String lineStyle, String meaning) {
            this.lineStyle = lineStyle;
            this.meaning = meaning;
        }
    }

    /**
     * A component.
     *
     * @param name its name, whole
     * @param kind what is said of it
     * @param direct whether the change itself is in it, so that it is among the last to be folded away
     * @param lines what stands below the name, each short enough to be drawn
     * @param description the same at length, in one line, for tooltips and those who hear the picture
     */
    public record Node(String name, Kind kind, boolean direct, List<String> lines, String description) {
        public Node {
            lines = List.copyOf(lines);
        }
    }

    /**
     * An arrow.
     *
     * @param from the component a change comes from
     * @param to the one that is built because of it
     * @param affects whether it is drawn because {@code from} {@code affects} {@code to}, and not because {@code to}
     *     depends on {@code from}
     * @param reason whether it is why {@code to} is affected in the plan that is drawn
     */
    public record Edge(int from, int to, boolean affects, boolean reason) implements Comparable<Edge> {
        @Override
        public int compareTo(Edge other) {
            if (from != other.from) {
                return Integer.compare(from, other.from);
            }
            return to != other.to ? Integer.compare(to, other.to) : Boolean.compare(affects, other.affects);
        }
    }

    public Graph {
        notes = List.copyOf(notes);
        nodes = List.copyOf(nodes);
        edges = edges.stream().sorted().toList();
        folded = List.copyOf(folded);
    }

    /**
     * The picture of a component map: every component, every dependency, every {@code affects} that names names.
     */
    public static Graph of(ComponentMap map) {
        return MapGraph.draw(map);
    }

    /**
     * The picture of a plan: the same with what is to run and what led to it. Unaffected components are folded away
     * where there are many.
     */
    public static Graph of(Plan plan) {
        return GraphFold.unaffected(PlanGraph.draw(plan));
    }

    /** The kinds of arrow there are in this picture. */
    List<Arrow> arrows() {
        List<Arrow> arrows = new ArrayList<>();
        if (edges.stream().anyMatch(edge -> !edge.affects())) {
            arrows.add(Arrow.DEPENDS);
        }
        if (edges.stream().anyMatch(Edge::affects)) {
            arrows.add(Arrow.AFFECTS);
        }
        if (edges.stream().anyMatch(Edge::reason)) {
            arrows.add(Arrow.REASON);
        }
        return arrows;
    }

    /**
     * What is to be read with a picture whose format has no better place for it: the notes, and what the arrows mean.
     */
    List<String> caption() {
        List<String> caption = new ArrayList<>(notes);
        arrows().forEach(arrow -> caption.add(arrow.lineStyle + " arrow: " + arrow.meaning));
        return caption;
    }
}
