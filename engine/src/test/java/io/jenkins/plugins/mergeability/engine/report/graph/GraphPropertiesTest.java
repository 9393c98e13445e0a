package io.jenkins.plugins.mergeability.engine.report.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.ComponentState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Properties of the drawings of all maps. */
class GraphPropertiesTest {

    @Property(tries = 60)
    void shouldDrawEveryComponentAndEveryArrowOnceInSvg(@ForAll("maps") ComponentMap map) throws Exception {
        Graph graph = Graph.of(map);
        Document svg = parse(GraphSvg.draw(graph));
        List<String> names = texts(svg, "text", "name");
        List<String> folded = texts(svg, "g", "folded");
        if (folded.isEmpty()) {
            assertThat(names)
                    .containsExactlyInAnyOrderElementsOf(map.components().keySet());
            assertThat(elements(svg, "path", "depends|affects").stream().filter(GraphPropertiesTest::hasTitle))
                    .hasSize(graph.edges().size());
        } else {
            assertThat(names)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(map.components().keySet());
            assertThat(folded)
                    .singleElement()
                    .asString()
                    .contains("Not drawn: " + (map.components().size() - names.size()) + " more component");
        }
    }

    @Property(tries = 60)
    void shouldNameBothEndsOfEveryArrowInMermaidAndDot(@ForAll("maps") ComponentMap map) {
        Graph graph = Graph.of(map);
        for (String drawn : List.of(GraphMermaid.draw(graph), GraphDot.draw(graph))) {
            List<String> nodes = matches(drawn, "(?m)^    (n\\d+)[ (\\[]+(?:label=)?\"", 1);
            assertThat(nodes).doesNotHaveDuplicates();
            assertThat(nodes).containsAll(matches(drawn, "(?m)^    (n\\d+) [-=.]+>", 1));
            assertThat(nodes).containsAll(matches(drawn, "(?m)> (n\\d+)", 1));
        }
        assertThat(matches(GraphDot.draw(graph), "(?m)^    (n\\d+) -> ", 1))
                .hasSize(graph.edges().size());
        assertThat(matches(GraphDot.draw(graph), "(?m)^    n\\d+ \\[label=\"(.*?)\\\\n", 1))
                .containsExactlyElementsOf(map.components().keySet());
    }

    @Property(tries = 30)
    void shouldNotDependOnTheOrderOfWhatItIsGiven(@ForAll("maps") ComponentMap map, @ForAll Random random) {
        List<Component> components = new ArrayList<>(map.components().values());
        Collections.shuffle(components, random);
        Map<String, Component> shuffled = new LinkedHashMap<>();
        for (Component component : components) {
            List<String> dependsOn = new ArrayList<>(component.dependsOn());
            List<String> affects = new ArrayList<>(component.affects().components());
            Collections.shuffle(dependsOn, random);
            Collections.shuffle(affects, random);
            shuffled.put(
                    component.name(),
                    component(
                            component.name(),
                            dependsOn,
                            new Affects(component.affects().everything(), affects)));
        }
        Graph one = Graph.of(map);
        Graph other = Graph.of(new ComponentMap(Unmapped.EVERYTHING, List.of(), shuffled));
        assertThat(GraphSvg.draw(other)).isEqualTo(GraphSvg.draw(one));
        assertThat(GraphMermaid.draw(other)).isEqualTo(GraphMermaid.draw(one));
        assertThat(GraphDot.draw(other)).isEqualTo(GraphDot.draw(one));
    }

    @Property(tries = 60)
    void shouldLeadEveryArrowPastAllBoxesAndLetNoneOverlap(@ForAll("maps") ComponentMap map) {
        Graph graph = GraphFold.toReadable(Graph.of(map));
        int count = graph.nodes().size();
        int[] widths = new int[count];
        int[] heights = new int[count];
        for (int i = 0; i < count; i++) {
            widths[i] = 60 + 13 * (i % 7);
            heights[i] = 36 + 15 * (i % 3);
        }
        GraphLayout layout = new GraphLayout(graph, widths, heights);
        for (int i = 0; i < count; i++) {
            assertThat(layout.x[i]).isNotNegative();
            assertThat(layout.y[i]).isNotNegative();
            assertThat(layout.width[i]).isGreaterThanOrEqualTo(widths[i]);
            assertThat(layout.x[i] + layout.width[i]).isLessThanOrEqualTo(layout.totalWidth);
            assertThat(layout.y[i] + heights[i]).isLessThanOrEqualTo(layout.totalHeight);
            for (int k = 0; k < i; k++) {
                boolean apart = layout.x[i] + layout.width[i] + 8 <= layout.x[k]
                        || layout.x[k] + layout.width[k] + 8 <= layout.x[i]
                        || layout.y[i] + heights[i] + 8 <= layout.y[k]
                        || layout.y[k] + heights[k] + 8 <= layout.y[i];
                assertThat(apart).as("%d and %d are apart", i, k).isTrue();
            }
        }
        for (int e = 0; e < graph.edges().size(); e++) {
            Graph.Edge edge = graph.edges().get(e);
            int[][] route = layout.routes.get(e);
            assertThat(touches(layout, heights, edge.from(), route[0])).isTrue();
            assertThat(touches(layout, heights, edge.to(), route[route.length - 1]))
                    .isTrue();
            for (int straight = 1; straight + 1 < route.length; straight += 2) {
                int[] from = route[straight];
                assertThat(route[straight + 1][1]).isEqualTo(from[1]);
                int left = Math.min(from[0], route[straight + 1][0]);
                int right = Math.max(from[0], route[straight + 1][0]);
                for (int i = 0; i < count; i++) {
                    boolean clear = right <= layout.x[i]
                            || left >= layout.x[i] + layout.width[i]
                            || from[1] <= layout.y[i]
                            || from[1] >= layout.y[i] + heights[i];
                    assertThat(clear).as("edge %d passes box %d", e, i).isTrue();
                }
            }
        }
    }

    @Property(tries = 150)
    void shouldBeWellFormedWhateverThePathsAre(@ForAll("paths") String path, @ForAll("paths") String why)
            throws Exception {
        Component component = component("air", List.of(), Affects.NOTHING);
        Plan plan = new Plan(
                When.CHANGE,
                path,
                why,
                List.of(new PlannedComponent(
                        component,
                        ComponentState.AFFECTED,
                        List.of(
                                new Reason(Reason.Kind.CHANGED, path, 0),
                                new Reason(Reason.Kind.EVERYTHING, why, 0),
                                new Reason(Reason.Kind.AFFECTED_BY, path, 0)),
                        List.of())),
                new ChangedFiles.Paths(List.of(path, why), 0),
                List.of(why));
        parse(GraphSvg.draw(Graph.of(plan)));
        assertThat(GraphMermaid.draw(Graph.of(plan)))
                .doesNotContain("\r", "%%", "`", "$")
                .matches("(?s)[^\\p{Cc}&&[^\n]]*");
        String dot = GraphDot.draw(Graph.of(plan));
        // Outside quotes only what this class writes: pairs of quotes, each text without a bare quote or a loose
        // backslash.
        assertThat(dot.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", ""))
                .doesNotContain("\"")
                .matches("[\\w\\s{}\\[\\]=,.>-]*");
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> hostile = Arbitraries.of(
                "\"",
                "\\",
                "\\n",
                "\\N",
                "&",
                "&amp;",
                "<",
                ">",
                "]]>",
                "-->",
                "#35;",
                "$$",
                "%%",
                "`",
                "\n",
                "\r",
                "\u0000",
                "\u001b[31m",
                "\udc80",
                "\udcff",
                "\ud800",
                "\u202e",
                "\u2028",
                "\uffff",
                "\ufffe",
                "\ud83d\ude00",
                "end",
                "é",
                " ",
                ";",
                "{",
                "}",
                "|",
                "x");
        return Combinators.combine(
                        hostile.list().ofMaxSize(12), Arbitraries.strings().ofMaxLength(60))
                .as((parts, any) -> String.join("", parts) + any);
    }

    @Provide
    Arbitrary<ComponentMap> maps() {
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, Arbitraries.integers().between(0, 40)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(140, 170)));
        return Combinators.combine(
                        sizes, Arbitraries.randoms(), Arbitraries.integers().between(1, 8))
                .as(GraphPropertiesTest::map);
    }

    private static ComponentMap map(int size, Random random, int spread) {
        Map<String, Component> components = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            List<String> dependsOn = new ArrayList<>();
            for (int k = random.nextInt(spread); i > 0 && k > 0; k--) {
                dependsOn.add("c" + random.nextInt(i));
            }
            List<String> affects = new ArrayList<>();
            if (random.nextInt(6) == 0) {
                affects.add("c" + random.nextInt(size));
                affects.add("c" + random.nextInt(size));
            }
            Affects reached = random.nextInt(20) == 0 ? Affects.EVERYTHING : new Affects(false, affects);
            components.put("c" + i, component("c" + i, dependsOn, reached));
        }
        return new ComponentMap(Unmapped.EVERYTHING, List.of(), components);
    }

    private static Component component(String name, List<String> dependsOn, Affects affects) {
        return new Component(
                name, name, ComponentFiles.of(List.of(name + "/**")), dependsOn, affects, Map.of(), Position.NONE);
    }

    private static boolean touches(GraphLayout layout, int[] heights, int node, int[] point) {
        return (point[0] == layout.x[node] || point[0] == layout.x[node] + layout.width[node])
                && point[1] > layout.y[node]
                && point[1] < layout.y[node] + heights[node];
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document svg, String tag, String classes) {
        List<Element> found = new ArrayList<>();
        NodeList all = svg.getElementsByTagName(tag);
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getAttribute("class").matches("(" + classes + ").*")) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<String> texts(Document svg, String tag, String classes) {
        return elements(svg, tag, classes).stream().map(Element::getTextContent).toList();
    }

    private static boolean hasTitle(Element element) {
        return element.getElementsByTagName("title").getLength() == 1;
    }

    private static List<String> matches(String text, String pattern, int group) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(group))
                .toList();
    }
}
