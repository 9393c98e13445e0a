package io.jenkins.plugins.mergeability.engine.report.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@link Graph} as a Mermaid flowchart, as GitHub renders it in comments and pages, in a light or a dark theme.
 */
public final class GraphMermaid {

    /** The maximum width of a line in pixels; at the default of 200 most would be wrapped. */
    private static final int WRAPPING_WIDTH = 420;

    /** Mermaid shows an error instead of a longer text, and pages cannot change that. */
    private static final int MAX_TEXT_LENGTH = 50_000;

    private GraphMermaid() {}

    /** The flowchart without the code fence around it. Parts that no page can show are folded, with a remark. */
    public static String draw(Graph graph) {
        String readable = write(GraphFold.toReadable(graph));
        // Only names and paths with many special characters make it so long.
        return readable.length() < MAX_TEXT_LENGTH ? readable : write(GraphFold.toSkeleton(graph));
    }

    private static String write(Graph graph) {
        StringBuilder out = new StringBuilder("---\ntitle: \"")
                .append(graph.title())
                .append("\"\nconfig: {flowchart: {wrappingWidth: ")
                .append(WRAPPING_WIDTH)
                .append("}}\n---\nflowchart LR\n")
                .append("    accTitle: ")
                .append(graph.title())
                .append('\n');
        if (!graph.caption().isEmpty()) {
            out.append("    note[\"").append(lines(graph.caption())).append("\"]:::note\n");
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            Graph.Node node = graph.nodes().get(i);
            List<String> lines = new ArrayList<>();
            lines.add(GraphText.clip(node.name()));
            lines.addAll(node.lines());
            out.append("    n")
                    .append(i)
                    .append(box(node.kind(), lines(lines)))
                    .append(":::")
                    .append(node.kind().text())
                    .append('\n');
        }
        for (int i = 0; i < graph.folded().size(); i++) {
            out.append("    folded")
                    .append(i)
                    .append("[[\"")
                    .append(escape(graph.folded().get(i)))
                    .append("\"]]:::folded\n");
        }
        StringBuilder thick = new StringBuilder();
        for (int i = 0; i < graph.edges().size(); i++) {
            Graph.Edge edge = graph.edges().get(i);
            String arrow = edge.affects() ? " -.-> " : edge.reason() ? " ==> " : " --> ";
            out.append("    n")
                    .append(edge.from())
                    .append(arrow)
                    .append('n')
                    .append(edge.to())
                    .append('\n');
            if (edge.reason()) {
                thick.append(thick.length() == 0 ? "" : ",").append(i);
            }
        }
        if (thick.length() > 0) {
            out.append("    linkStyle ").append(thick).append(" stroke:#0969da,stroke-width:3.5px\n");
        }
        return out.append(styles(graph)).toString();
    }

    /** The shape has the same meaning as the color. */
    private static String box(Graph.Kind kind, String label) {
        return switch (kind) {
            case COMPONENT, RUN -> "[\"" + label + "\"]";
            case PROVEN -> "([\"" + label + "\"])";
            case IDLE, UNAFFECTED -> "(\"" + label + "\")";
        };
    }

    private static String styles(Graph graph) {
        StringBuilder out = new StringBuilder("    classDef note fill:none,stroke:none,text-align:left\n");
        for (Graph.Kind kind : Graph.Kind.values()) {
            if (graph.nodes().stream().anyMatch(node -> node.kind() == kind)) {
                out.append("    classDef ")
                        .append(kind.text())
                        .append(' ')
                        .append(
                                switch (kind) {
                                    case COMPONENT -> "fill:#f6f8fa,stroke:#59636e,color:#1f2328";
                                    case RUN -> "fill:#ddf4ff,stroke:#0969da,stroke-width:3px,color:#1f2328";
                                    case PROVEN -> "fill:#dafbe1,stroke:#1a7f37,color:#1f2328";
                                    case IDLE -> "fill:#f6f8fa,stroke:#0969da,color:#1f2328";
                                    case UNAFFECTED -> "fill:#f6f8fa,stroke:#818b98,stroke-dasharray:3 3,color:#59636e";
                                })
                        .append('\n');
            }
        }
        if (!graph.folded().isEmpty()) {
            out.append("    classDef folded fill:#f6f8fa,stroke:#818b98,color:#59636e\n");
        }
        return out.toString();
    }

    private static String lines(List<String> lines) {
        return String.join("<br/>", lines.stream().map(GraphMermaid::escape).toList());
    }

    /**
     * The text of a label. Mermaid interprets Markdown, HTML, directives and style sheets in it, so each character that
     * is neither a letter nor a digit nor known to be safe is written as its number. It decodes the numbers before it
     * searches for line breaks and formulas: these are split by a zero-width character.
     */
    private static String escape(String text) {
        String safe = text.replace("\\n", "\\\u2060n").replace("$$", "$\u2060$\u2060");
        StringBuilder out = new StringBuilder(safe.length() + 16);
        safe.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || " /.,+-…".indexOf(c) >= 0) {
                out.appendCodePoint(c);
            } else {
                out.append('#').append(c).append(';');
            }
        });
        return out.toString();
    }
}
