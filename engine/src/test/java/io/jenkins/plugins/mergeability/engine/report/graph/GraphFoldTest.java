package io.jenkins.plugins.mergeability.engine.report.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphFoldTest {

    @Test
    void shouldKeepWhatCanBeRead() {
        Graph graph = star(GraphFold.MAX_COMPONENTS, -1);
        assertThat(GraphFold.toReadable(graph)).isSameAs(graph);
    }

    @Test
    void shouldOutlineWhatIsTooLargeAndSayWhatIsMissing() {
        Graph outline = GraphFold.toReadable(star(3000, -1));
        assertThat(outline.nodes()).hasSize(60);
        assertThat(outline.edges()).hasSize(59);
        assertThat(outline.folded()).containsExactly("Not drawn: 2940 more components and 2940 arrows from or to them");
        assertThat(outline.nodes().get(0).lines()).containsExactly("1 job", "+ 2940 arrows not drawn");
    }

    @Test
    void shouldKeepWhatChangedItselfBeforeAllElse() {
        Graph outline = GraphFold.toReadable(star(3000, 2999));
        assertThat(outline.nodes()).extracting(Graph.Node::name).contains("c2999", "c0");
    }

    @Test
    void shouldFoldForTooManyArrowsToo() {
        List<Graph.Edge> edges = new ArrayList<>();
        for (int to = 1; to < 40; to++) {
            for (int from = 0; from < to; from++) {
                edges.add(new Graph.Edge(from, to, false, false));
            }
        }
        Graph outline =
                GraphFold.toReadable(new Graph("t", List.of(), nodes(40, -1, Graph.Kind.RUN), edges, List.of()));
        assertThat(outline.edges()).hasSizeLessThanOrEqualTo(GraphFold.MAX_OUTLINE_EDGES);
        assertThat(outline.nodes()).hasSizeGreaterThan(15);
    }

    @Test
    void shouldFoldUnaffectedComponentsOnlyIfThereAreMany() {
        Graph few = new Graph("t", List.of(), nodes(12, -1, Graph.Kind.UNAFFECTED), List.of(), List.of());
        Graph many = new Graph("t", List.of(), nodes(13, -1, Graph.Kind.UNAFFECTED), List.of(), List.of());
        assertThat(GraphFold.unaffected(few)).isSameAs(few);
        assertThat(GraphFold.unaffected(many).nodes()).isEmpty();
        assertThat(GraphFold.unaffected(many).folded()).containsExactly("Not drawn: 13 unaffected components");
    }

    @Test
    void shouldHoldEveryComponentInDotHoweverMany() {
        assertThat(GraphDot.draw(star(3000, -1)).lines().filter(line -> line.contains("label=\"c")))
                .hasSize(3000);
    }

    @Test
    void shouldStayBelowWhatMermaidReads() {
        List<Graph.Node> nodes = IntStream.range(0, 140)
                .mapToObj(
                        i -> new Graph.Node("c" + i, Graph.Kind.RUN, true, List.of("€".repeat(40), "€".repeat(40)), ""))
                .toList();
        String mermaid = GraphMermaid.draw(new Graph("t", List.of(), nodes, List.of(), List.of()));
        assertThat(mermaid.length()).isLessThan(50_000);
        assertThat(mermaid.substring(0, 200)).contains("c0");
        assertThat(mermaid.lines()
                        .filter(line -> line.contains("folded"))
                        .toList()
                        .toString())
                .contains("Not drawn#58; 80 more components")
                .contains("Not shown#58; notes");
    }

    private static Graph star(int size, int changed) {
        List<Graph.Edge> edges = IntStream.range(1, size)
                .mapToObj(to -> new Graph.Edge(0, to, false, false))
                .toList();
        return new Graph("t", List.of(), nodes(size, changed, Graph.Kind.COMPONENT), edges, List.of());
    }

    private static List<Graph.Node> nodes(int size, int changed, Graph.Kind kind) {
        return IntStream.range(0, size)
                .mapToObj(i -> new Graph.Node("c" + i, kind, i == changed, List.of("1 job"), "c" + i))
                .toList();
    }
}
