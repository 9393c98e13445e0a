package io.jenkins.plugins.mergeability.engine.report.graph;

import io.jenkins.plugins.mergeability.engine.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares the three formats with the files under {@code src/test/resources/graph}: a directory for each case, with the
 * case in {@code case.yaml}. View every picture after an update of the golden files.
 */
class GraphGoldenTest {

    private static final Path CASES = GoldenFile.of("graph");
    private static final Map<String, Function<Graph, String>> FORMATS =
            Map.of("graph.svg", GraphSvg::draw, "graph.mmd", GraphMermaid::draw, "graph.dot", GraphDot::draw);

    @TestFactory
    List<DynamicTest> shouldDrawAsBefore() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.sorted()
                    .flatMap(directory -> FORMATS.entrySet().stream()
                            .map(format -> DynamicTest.dynamicTest(
                                    directory.getFileName() + "/" + format.getKey(),
                                    () -> compare(directory, directory.resolve(format.getKey()), format.getValue()))))
                    .toList();
        }
    }

    private static void compare(Path directory, Path golden, Function<Graph, String> format) throws IOException {
        String drawn =
                format.apply(GraphCase.read(directory.resolve("case.yaml")).graph());
        GoldenFile.assertExpected(golden, drawn);
    }
}
