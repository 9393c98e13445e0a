package io.jenkins.plugins.mergeability.engine.report.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays out the boxes and arrows of a {@link Graph}: each connected part from left to right, the parts beside and below
 * each other, the largest first, and isolated nodes in rows at the end; at the start if they affect everything.
 */
final class GraphLayout {

    private static final int GAP = 32;
    private static final int GRID_GAP = 16;
    private static final int DEFAULT_WIDTH = 900;

    final int[] x;
    final int[] y;
    final int[] width;
    /** The corners of each edge of the graph, from its start to its arrow head; see {@link GraphBlock}. */
    final List<int[][]> routes = new ArrayList<>();

    int totalWidth;
    int totalHeight;

    private final int[] heights;
    private final Graph graph;
    private final List<List<Integer>> next = new ArrayList<>();

    /**
     * Lays the graph out.
     *
     * @param widths the minimum width of each node's box
     * @param heights the height of each node's box
     */
    GraphLayout(Graph graph, int[] widths, int[] heights) {
        this.graph = graph;
        this.heights = heights;
        x = new int[widths.length];
        y = new int[widths.length];
        width = widths.clone();
        for (int i = 0; i < widths.length; i++) {
            next.add(new ArrayList<>());
        }
        for (int i = 0; i < graph.edges().size(); i++) {
            routes.add(null);
        }
        boolean[] backward = backward();
        List<List<Integer>> parts = parts();
        List<GraphBlock> blocks = new ArrayList<>();
        List<List<Integer>> blockNodes = new ArrayList<>();
        List<Integer> alone = new ArrayList<>();
        List<Integer> first = new ArrayList<>();
        for (List<Integer> part : parts) {
            if (part.size() == 1) {
                Graph.Node node = graph.nodes().get(part.get(0));
                boolean everything =
                        node.lines().contains(MapGraph.AFFECTS_EVERYTHING) && node.kind() != Graph.Kind.UNAFFECTED;
                (everything ? first : alone).addAll(part);
            } else {
                blockNodes.add(part);
                blocks.add(block(part, backward));
            }
        }
        int across = Math.max(
                DEFAULT_WIDTH, blocks.stream().mapToInt(b -> b.width).max().orElse(0));
        grid(first, across);
        shelve(blocks, blockNodes, across);
        grid(alone, across);
    }

    /** Which edges have to be drawn against the stream, because {@code affects} may run in a circle. */
    private boolean[] backward() {
        boolean[] backward = new boolean[graph.edges().size()];
        for (boolean affects : new boolean[] {false, true}) {
            for (int i = 0; i < backward.length; i++) {
                Graph.Edge edge = graph.edges().get(i);
                if (edge.affects() == affects) {
                    backward[i] = reaches(edge.to(), edge.from());
                    next.get(backward[i] ? edge.to() : edge.from()).add(backward[i] ? edge.from() : edge.to());
                }
            }
        }
        return backward;
    }

    private boolean reaches(int start, int goal) {
        boolean[] seen = new boolean[next.size()];
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            int at = open.pop();
            if (at == goal) {
                return true;
            }
            if (!seen[at]) {
                seen[at] = true;
                next.get(at).forEach(open::push);
            }
        }
        return false;
    }

    /** The connected parts, the largest first. */
    private List<List<Integer>> parts() {
        int[] root = new int[next.size()];
        Arrays.setAll(root, i -> i);
        for (Graph.Edge edge : graph.edges()) {
            root[find(root, edge.from())] = find(root, edge.to());
        }
        Map<Integer, List<Integer>> parts = new LinkedHashMap<>();
        for (int i = 0; i < root.length; i++) {
            parts.computeIfAbsent(find(root, i), key -> new ArrayList<>()).add(i);
        }
        return parts.values().stream()
                .sorted(Comparator.comparing((List<Integer> part) -> -part.size()))
                .toList();
    }

    private static int find(int[] root, int of) {
        int at = of;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }

    private GraphBlock block(List<Integer> part, boolean[] backward) {
        int[] local = new int[next.size()];
        for (int i = 0; i < part.size(); i++) {
            local[part.get(i)] = i;
        }
        List<GraphBlock.Link> links = new ArrayList<>();
        for (int i : edgesOf(part)) {
            Graph.Edge edge = graph.edges().get(i);
            int from = local[edge.from()];
            int to = local[edge.to()];
            links.add(
                    new GraphBlock.Link(backward[i] ? to : from, backward[i] ? from : to, edge.affects(), backward[i]));
        }
        return new GraphBlock(
                part.stream().mapToInt(i -> width[i]).toArray(),
                part.stream().mapToInt(i -> heights[i]).toArray(),
                links);
    }

    private List<Integer> edgesOf(List<Integer> part) {
        List<Integer> edges = new ArrayList<>();
        for (int i = 0; i < graph.edges().size(); i++) {
            if (part.contains(graph.edges().get(i).from())) {
                edges.add(i);
            }
        }
        return edges;
    }

    private void shelve(List<GraphBlock> blocks, List<List<Integer>> blockNodes, int across) {
        int atX = 0;
        int shelf = totalHeight == 0 ? 0 : totalHeight + GAP;
        for (int b = 0; b < blocks.size(); b++) {
            GraphBlock block = blocks.get(b);
            if (atX > 0 && atX + block.width > across) {
                atX = 0;
                shelf = totalHeight + GAP;
            }
            List<Integer> part = blockNodes.get(b);
            for (int i = 0; i < part.size(); i++) {
                x[part.get(i)] = atX + block.x[i];
                y[part.get(i)] = shelf + block.y[i];
                width[part.get(i)] = block.boxWidth[i];
            }
            List<Integer> edges = edgesOf(part);
            for (int i = 0; i < edges.size(); i++) {
                for (int[] corner : block.routes.get(i)) {
                    corner[0] += atX;
                    corner[1] += shelf;
                }
                routes.set(edges.get(i), block.routes.get(i));
            }
            totalWidth = Math.max(totalWidth, atX + block.width);
            totalHeight = Math.max(totalHeight, shelf + block.height);
            atX += block.width + GAP;
        }
    }

    private void grid(List<Integer> alone, int across) {
        int widest = alone.stream().mapToInt(i -> width[i]).max().orElse(0);
        int columns = Math.max(1, (across + GRID_GAP) / (widest + GRID_GAP));
        int top = totalHeight == 0 ? 0 : totalHeight + GAP;
        for (int i = 0; i < alone.size(); i++) {
            int node = alone.get(i);
            if (i > 0 && i % columns == 0) {
                top = totalHeight + GRID_GAP;
            }
            x[node] = i % columns * (widest + GRID_GAP);
            y[node] = top;
            width[node] = widest;
            totalWidth = Math.max(totalWidth, x[node] + widest);
            totalHeight = Math.max(totalHeight, top + heights[node]);
        }
    }
}
