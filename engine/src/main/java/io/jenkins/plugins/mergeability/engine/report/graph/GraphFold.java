package io.jenkins.plugins.mergeability.engine.report.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Folds the parts of a {@link Graph} that would make it unreadable, with a remark. */
final class GraphFold {

    /** Up to this many unaffected components give context; more would hide the affected ones. */
    static final int MAX_UNAFFECTED = 12;

    /** More boxes are not readable. */
    static final int MAX_COMPONENTS = 150;

    /** Mermaid draws at most 500 arrows, and pages cannot change that; more are not readable either. */
    static final int MAX_EDGES = 450;

    /** The size of the outline of a graph that is too large. */
    static final int MAX_OUTLINE_COMPONENTS = 60;

    static final int MAX_OUTLINE_EDGES = 150;

    private final Graph graph;
    private final List<List<Integer>> neighbors = new ArrayList<>();
    private final boolean[] keep;

    private GraphFold(Graph graph) {
        this.graph = graph;
        this.keep = new boolean[graph.nodes().size()];
        graph.nodes().forEach(node -> neighbors.add(new ArrayList<>()));
        for (Graph.Edge edge : graph.edges()) {
            neighbors.get(edge.from()).add(edge.to());
            neighbors.get(edge.to()).add(edge.from());
        }
    }

    /** The graph without its unaffected components if there are many. */
    static Graph unaffected(Graph graph) {
        GraphFold fold = new GraphFold(graph);
        int unaffected = 0;
        for (int i = 0; i < fold.keep.length; i++) {
            fold.keep[i] = graph.nodes().get(i).kind() != Graph.Kind.UNAFFECTED;
            unaffected += fold.keep[i] ? 0 : 1;
        }
        return unaffected > MAX_UNAFFECTED ? fold.kept("unaffected component", false) : graph;
    }

    /** The whole graph if it is readable, else an outline. */
    static Graph toReadable(Graph graph) {
        if (graph.nodes().size() <= MAX_COMPONENTS && graph.edges().size() <= MAX_EDGES) {
            return graph;
        }
        return toOutline(graph);
    }

    /** An outline with names only, for limited space. */
    static Graph toSkeleton(Graph graph) {
        Graph outline = toOutline(graph);
        List<Graph.Node> nodes = outline.nodes().stream()
                .map(node -> new Graph.Node(node.name(), node.kind(), node.direct(), List.of(), node.description()))
                .toList();
        List<String> folded = new ArrayList<>(outline.folded());
        folded.add("Not shown: notes and details of components");
        return new Graph(outline.title(), List.of(), nodes, outline.edges(), folded);
    }

    private static Graph toOutline(Graph graph) {
        GraphFold fold = new GraphFold(graph);
        fold.outline();
        return fold.kept("more component", true);
    }

    /**
     * Keeps the changed components (or, if there are none, the most connected one) and from there those connected to
     * kept ones: first those that run, then the most connected. So the outline stays connected.
     */
    private void outline() {
        Comparator<Integer> byImportance = Comparator.comparing(
                        (Integer i) -> !graph.nodes().get(i).direct())
                .thenComparing(i -> graph.nodes().get(i).kind())
                .thenComparing(i -> -neighbors.get(i).size())
                .thenComparing(Comparator.naturalOrder());
        List<Integer> all =
                IntStream.range(0, keep.length).boxed().sorted(byImportance).toList();
        PriorityQueue<Integer> joined = new PriorityQueue<>(byImportance);
        int boxes = 0;
        int arrows = 0;
        int next = 0;
        while (boxes < MAX_OUTLINE_COMPONENTS && next < all.size()) {
            boolean seed = joined.isEmpty() || graph.nodes().get(all.get(next)).direct();
            int i = seed ? all.get(next++) : joined.poll();
            if (!keep[i]) {
                int more = (int) neighbors.get(i).stream().filter(n -> keep[n]).count();
                if (arrows + more <= MAX_OUTLINE_EDGES) {
                    keep[i] = true;
                    boxes++;
                    arrows += more;
                    joined.addAll(neighbors.get(i));
                }
            }
        }
    }

    /** The node with a line about its missing arrows, so that it does not seem to be isolated. */
    private Graph.Node withHidden(int i) {
        Graph.Node node = graph.nodes().get(i);
        int hidden = (int) neighbors.get(i).stream().filter(n -> !keep[n]).count();
        if (hidden == 0) {
            return node;
        }
        List<String> lines = new ArrayList<>(node.lines());
        lines.add("+ " + GraphText.count(hidden, "arrow") + " not drawn");
        return new Graph.Node(node.name(), node.kind(), node.direct(), lines, node.description());
    }

    private Graph kept(String what, boolean outline) {
        int[] index = new int[keep.length];
        Arrays.fill(index, -1);
        List<Graph.Node> nodes = new ArrayList<>();
        for (int i = 0; i < keep.length; i++) {
            if (keep[i]) {
                index[i] = nodes.size();
                nodes.add(outline ? withHidden(i) : graph.nodes().get(i));
            }
        }
        List<Graph.Edge> edges = new ArrayList<>();
        for (Graph.Edge edge : graph.edges()) {
            if (keep[edge.from()] && keep[edge.to()]) {
                edges.add(new Graph.Edge(index[edge.from()], index[edge.to()], edge.affects(), edge.reason()));
            }
        }
        if (nodes.size() == keep.length) {
            return graph;
        }
        int arrows = graph.edges().size() - edges.size();
        List<String> folded = new ArrayList<>(graph.folded());
        folded.add("Not drawn: " + GraphText.count(keep.length - nodes.size(), what)
                + (arrows == 0 ? "" : " and " + GraphText.count(arrows, "arrow") + " from or to them"));
        return new Graph(graph.title(), graph.notes(), nodes, edges, folded);
    }
}
