package io.jenkins.plugins.mergeability.engine.report.graph;

import java.util.List;

/**
 * Writes a {@link Graph} as a self-contained SVG: light or dark like the reader's theme, with shapes as well as colors,
 * and with its content as text for screen readers.
 */
public final class GraphSvg {

    private static final int MARGIN = 24;
    private static final int MIN_WIDTH = 560;
    private static final int TITLE = 16;
    private static final int NAME = 13;
    private static final int SMALL = 11;
    private static final int LINE = 15;
    private static final int ICON = 20;
    private static final int PADDING = 12;
    private static final int MAX_DESCRIBED = 40;

    private final Graph graph;
    private final StringBuilder out = new StringBuilder(8192);
    private final int[] heights;
    private final GraphLayout layout;
    private final int width;
    /** The height of what is drawn so far. */
    private int bottom = MARGIN;

    private GraphSvg(Graph graph) {
        this.graph = graph;
        int count = graph.nodes().size();
        int[] widths = new int[count];
        heights = new int[count];
        for (int i = 0; i < count; i++) {
            Graph.Node node = graph.nodes().get(i);
            int text = GraphText.width(GraphText.clip(node.name()), NAME) * 11 / 10;
            for (String line : node.lines()) {
                text = Math.max(text, GraphText.width(line, SMALL));
            }
            widths[i] = text + 2 * PADDING + icon(node.kind());
            heights[i] = 2 * PADDING + NAME - 1 + LINE * node.lines().size();
        }
        layout = new GraphLayout(graph, widths, heights);
        width = Math.max(MIN_WIDTH, layout.totalWidth + 2 * MARGIN);
    }

    /** The whole file. Unreadable parts are folded, with a remark. */
    public static String draw(Graph graph) {
        return new GraphSvg(GraphFold.toReadable(graph)).draw();
    }

    private static int icon(Graph.Kind kind) {
        return kind == Graph.Kind.COMPONENT ? 0 : ICON;
    }

    private String draw() {
        text("title", MARGIN, graph.title(), TITLE);
        graph.notes().forEach(note -> text("note", MARGIN, note, SMALL));
        bottom += 20;
        String placed = " transform=\"translate(" + MARGIN + " " + bottom + ")\">\n";
        out.append("<g class=\"edges\"").append(placed);
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < graph.edges().size(); i++) {
                // Reasons are drawn above all other arrows.
                if (graph.edges().get(i).reason() == (pass == 1)) {
                    edge(graph.edges().get(i), layout.routes.get(i));
                }
            }
        }
        out.append("</g>\n<g class=\"nodes\"").append(placed);
        for (int i = 0; i < graph.nodes().size(); i++) {
            node(i);
        }
        out.append("</g>\n");
        bottom += layout.totalHeight + (layout.totalHeight == 0 ? 0 : MARGIN);
        graph.folded().forEach(this::folded);
        graph.arrows().forEach(this::legend);
        return head() + out + "</svg>\n";
    }

    private String head() {
        int height = bottom + MARGIN - 10;
        StringBuilder head = new StringBuilder(1024);
        head.append(SvgParts.start(width, height, graph.title(), description(), GraphStyle.CSS))
                .append("<defs>\n");
        for (Graph.Arrow arrow : Graph.Arrow.values()) {
            String name = arrow.name().toLowerCase(java.util.Locale.ROOT);
            int size = arrow == Graph.Arrow.REASON ? 12 : 9;
            head.append("<marker id=\"mergeability-")
                    .append(name)
                    .append("\" class=\"")
                    .append(name)
                    .append("\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerUnits=\"userSpaceOnUse\""
                            + " markerWidth=\"")
                    .append(size)
                    .append("\" markerHeight=\"")
                    .append(size)
                    .append("\" orient=\"auto\"><path d=\"M0 0.5L10 5L0 9.5Z\"/></marker>\n");
        }
        return head.append("</defs>\n").append(SvgParts.ground(width, height)).toString();
    }

    /** The drawing as text, the most important first. */
    private String description() {
        StringBuilder description = new StringBuilder();
        graph.notes().forEach(note -> description.append(note).append(". "));
        List<Graph.Node> nodes = graph.nodes().stream()
                .filter(node -> node.kind() != Graph.Kind.UNAFFECTED)
                .toList();
        nodes.stream()
                .limit(MAX_DESCRIBED)
                .forEach(node -> description.append(node.description()).append(". "));
        if (nodes.size() > MAX_DESCRIBED) {
            description
                    .append(GraphText.count(nodes.size() - MAX_DESCRIBED, "more component"))
                    .append(" drawn. ");
        }
        graph.folded().forEach(line -> description.append(line).append(". "));
        return description.toString().trim();
    }

    private void edge(Graph.Edge edge, int[][] route) {
        String marker = edge.reason() ? "reason" : edge.affects() ? "affects" : "depends";
        out.append("<path class=\"")
                .append(edge.affects() ? "affects" : "depends")
                .append(edge.reason() ? " reason" : "")
                .append("\" marker-end=\"url(#mergeability-")
                .append(marker)
                .append(")\" d=\"M")
                .append(route[0][0])
                .append(' ')
                .append(route[0][1]);
        for (int i = 1; i < route.length; i += 2) {
            int middle = (route[i - 1][0] + route[i][0]) / 2;
            out.append('C')
                    .append(middle)
                    .append(' ')
                    .append(route[i - 1][1])
                    .append(' ')
                    .append(middle)
                    .append(' ')
                    .append(route[i][1])
                    .append(' ')
                    .append(route[i][0])
                    .append(' ')
                    .append(route[i][1]);
            if (i + 1 < route.length) {
                out.append('H').append(route[i + 1][0]);
            }
        }
        out.append("\"><title>")
                .append(graph.nodes().get(edge.from()).name())
                .append(edge.affects() ? " ⇢ " : " → ")
                .append(graph.nodes().get(edge.to()).name())
                .append("</title></path>\n");
    }

    private void node(int i) {
        Graph.Node node = graph.nodes().get(i);
        out.append("<g class=\"node ")
                .append(node.kind().text())
                .append("\" transform=\"translate(")
                .append(layout.x[i])
                .append(' ')
                .append(layout.y[i])
                .append(")\"><title>")
                .append(SvgParts.escape(node.description()))
                .append("</title>");
        int round = node.kind() == Graph.Kind.PROVEN ? 16 : node.kind() == Graph.Kind.RUN ? 2 : 6;
        if (node.lines().contains(MapGraph.AFFECTS_EVERYTHING)) {
            box("halo", -4, layout.width[i] + 8, heights[i] + 8, round + 3);
        }
        box("box", 0, layout.width[i], heights[i], round);
        switch (node.kind()) {
            case RUN -> out.append("<path class=\"sign\" d=\"M13 12V23L22 17.5Z\"/>");
            case PROVEN -> out.append("<path class=\"sign\" d=\"M12 18L16 22L23 13\"/>");
            case IDLE -> out.append("<circle class=\"sign\" cx=\"17\" cy=\"17.5\" r=\"4.5\"/>");
            case UNAFFECTED -> out.append("<path class=\"sign\" d=\"M12 17.5H22\"/>");
            default -> {
                // A map has no states.
            }
        }
        int left = PADDING + icon(node.kind());
        int line = PADDING + NAME - 3;
        string("name", left, line, GraphText.clip(node.name()));
        for (String text : node.lines()) {
            line += LINE;
            string("line", left, line, text);
        }
        out.append("</g>\n");
    }

    private void box(String kind, int at, int boxWidth, int height, int round) {
        out.append("<rect class=\"")
                .append(kind)
                .append("\" x=\"")
                .append(at)
                .append("\" y=\"")
                .append(at)
                .append("\" width=\"")
                .append(boxWidth)
                .append("\" height=\"")
                .append(height)
                .append("\" rx=\"")
                .append(round)
                .append("\"/>");
    }

    /** Draws a stack of boxes. */
    private void folded(String what) {
        int boxWidth = GraphText.width(what, SMALL) + 2 * PADDING;
        out.append("<g class=\"folded\" transform=\"translate(")
                .append(MARGIN)
                .append(' ')
                .append(bottom)
                .append(")\">");
        for (int sheet = 6; sheet >= 0; sheet -= 3) {
            box("box", sheet, boxWidth, 32, 6);
        }
        string("line", PADDING, 20, what);
        out.append("</g>\n");
        bottom += 56;
    }

    private void legend(Graph.Arrow arrow) {
        String name = arrow.name().toLowerCase(java.util.Locale.ROOT);
        out.append("<path class=\"")
                .append(name)
                .append("\" marker-end=\"url(#mergeability-")
                .append(name)
                .append(")\" d=\"M")
                .append(MARGIN)
                .append(' ')
                .append(bottom + 4)
                .append('h')
                .append(34)
                .append("\"/>\n");
        text("note", MARGIN + 44, arrow.meaning, SMALL);
    }

    private void text(String kind, int x, String text, int size) {
        for (String line : GraphText.wrap(text, width - x - MARGIN, size)) {
            string(kind, x, bottom + size * 3 / 4, line);
            out.append('\n');
            bottom += size * 3 / 2;
        }
    }

    private void string(String kind, int x, int y, String text) {
        out.append(SvgParts.text(kind, x, y, text));
    }
}
