package io.jenkins.plugins.mergeability.engine.report.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@link Graph} in the language of Graphviz. As input for other tools it contains every component of the
 * graph.
 */
public final class GraphDot {

    private GraphDot() {}

    /** The graph as input of {@code dot}. */
    public static String draw(Graph graph) {
        StringBuilder out = new StringBuilder("digraph components {\n");
        out.append("    graph [rankdir=LR, bgcolor=\"white\", fontname=\"Helvetica\", fontsize=11, labelloc=b,"
                        + " labeljust=l, label=\"")
                .append(escape(graph.title()))
                .append("\\l");
        graph.caption().forEach(line -> out.append(escape(line)).append("\\l"));
        out.append("\"]\n");
        out.append("    node [shape=box, style=filled, fontname=\"Helvetica\", fontsize=11, fontcolor=\"#1f2328\"]\n");
        out.append("    edge [color=\"#818b98\", arrowsize=0.7]\n");
        for (int i = 0; i < graph.nodes().size(); i++) {
            Graph.Node node = graph.nodes().get(i);
            out.append("    n").append(i).append(" [label=\"").append(escape(node.name()));
            node.lines().forEach(line -> out.append("\\n").append(escape(line)));
            out.append("\", tooltip=\"")
                    .append(escape(node.description()))
                    .append("\", ")
                    .append(style(node.kind()))
                    .append("]\n");
        }
        for (int i = 0; i < graph.folded().size(); i++) {
            out.append("    folded")
                    .append(i)
                    .append(" [shape=box3d, color=\"#818b98\", fillcolor=\"#f6f8fa\", label=\"")
                    .append(escape(graph.folded().get(i)))
                    .append("\"]\n");
        }
        for (Graph.Edge edge : graph.edges()) {
            out.append("    n").append(edge.from()).append(" -> n").append(edge.to());
            List<String> style = new ArrayList<>();
            if (edge.affects()) {
                style.add("style=dashed");
            }
            if (edge.reason()) {
                style.add("penwidth=3");
                style.add("color=\"#0969da\"");
            }
            out.append(style.isEmpty() ? "" : " [" + String.join(", ", style) + "]")
                    .append('\n');
        }
        return out.append("}\n").toString();
    }

    /** The shape has the same meaning as the color. */
    private static String style(Graph.Kind kind) {
        return switch (kind) {
            case COMPONENT -> "color=\"#59636e\", fillcolor=\"#f6f8fa\"";
            case RUN -> "color=\"#0969da\", fillcolor=\"#ddf4ff\", penwidth=2.5";
            case PROVEN -> "color=\"#1a7f37\", fillcolor=\"#dafbe1\", style=\"filled,rounded\"";
            case IDLE -> "color=\"#0969da\", fillcolor=\"#ffffff\"";
            case UNAFFECTED ->
                "color=\"#818b98\", fillcolor=\"#ffffff\", fontcolor=\"#59636e\", style=\"filled,rounded,dotted\"";
        };
    }

    /**
     * Quotes end a string, backslashes start escapes of Graphviz, and it interprets HTML character references.
     */
    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("&", "&amp;");
    }
}
