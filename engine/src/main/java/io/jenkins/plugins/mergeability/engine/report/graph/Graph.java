package io.jenkins.plugins.mergeability.engine.report.graph;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a drawing of a component map or of a plan, in any format. Every arrow points in the direction in which
 * a change propagates: from a component to one that is built because of it. All its text is safe to show (see {@link
 * GraphText}).
 *
 * @param title the title in one line, which also counts what is folded
 * @param notes further lines shown with the drawing
 * @param nodes the components drawn, sorted by name
 * @param edges the arrows between them, sorted; the ends are indexes into {@code nodes}
 * @param folded what is not drawn, a line for each kind; empty if everything is
 */
public record Graph(String title, List<String> notes, List<Node> nodes, List<Edge> edges, List<String> folded) {

    /** The kinds of components, which differ in shape. */
    public enum Kind {
        /** A component of a map, without a plan. */
        COMPONENT,
        /** Affected, with at least one job to run. */
        RUN,
        /** Affected, and all jobs of the occasion are proven. */
        PROVEN,
        /** Affected, but no job of it belongs to the occasion. */
        IDLE,
        /** Not reached by the change. */
        UNAFFECTED;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The kinds of arrows, which differ in line style. */
    enum Arrow {
        /** A dependency. */
        DEPENDS("solid", "from a component to one that depends on it"),
        /** An {@code affects} of the map. */
        AFFECTS("dashed", "from a component to one that the map says it affects"),
        /** Either of the two, if it is a reason in the plan. */
        REASON("thick", "why a component is affected");

        /** The line style. */
        final String lineStyle;
        /** Its meaning. */
        final String meaning;

        Arrow(String lineStyle, String meaning) {
            this.lineStyle = lineStyle;
            this.meaning = meaning;
        }
    }

    /**
     * A component.
     *
     * @param name its full name
     * @param kind its kind
     * @param direct whether it contains changes itself, so that it is among the last to be folded
     * @param lines the lines below the name, each short enough to be drawn
     * @param description the same in full, in one line, for tooltips and screen readers
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
     * @param affects whether it is drawn because of {@code affects} of {@code from}, and not because {@code to}
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

    /** The graph of a component map: every component, every dependency, every {@code affects} that lists names. */
    public static Graph of(ComponentMap map) {
        return MapGraph.draw(map);
    }

    /**
     * The graph of a plan: that of its map, with the jobs to run and the reasons. Many unaffected components are
     * folded.
     */
    public static Graph of(Plan plan) {
        return GraphFold.unaffected(PlanGraph.draw(plan));
    }

    /** The kinds of arrows in this graph. */
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

    /** The text for formats without a better place for it: the notes, and the meaning of the arrows. */
    List<String> caption() {
        List<String> caption = new ArrayList<>(notes);
        arrows().forEach(arrow -> caption.add(arrow.lineStyle + " arrow: " + arrow.meaning));
        return caption;
    }
}
