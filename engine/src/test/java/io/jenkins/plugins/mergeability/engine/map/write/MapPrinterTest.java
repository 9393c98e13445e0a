package io.jenkins.plugins.mergeability.engine.map.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.GoldenFile;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.GoldenMaps;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.map.read.MapReaderTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

/** The canonical forms: what is printed reads back, and a definition's text is as distinct as the definition. */
class MapPrinterTest {

    private static final RecursiveComparisonConfiguration BUT_FOR_POSITIONS = RecursiveComparisonConfiguration.builder()
            .withIgnoredFieldsOfTypes(Position.class)
            .build();

    @Provide
    Arbitrary<ComponentMap> maps() {
        return ComponentMaps.any();
    }

    @Property(tries = 120)
    void shouldPrintWhatReadsBack(@ForAll("maps") ComponentMap map) throws Exception {
        String printed = MapPrinter.print(map);
        ComponentMap read = MapReaderTest.read(printed);
        assertThat(read).usingRecursiveComparison(BUT_FOR_POSITIONS).isEqualTo(map);
        assertThat(MapPrinter.print(read)).isEqualTo(printed);
    }

    @Property(tries = 300)
    void shouldQuoteAnyText(@ForAll @StringLength(min = 1, max = 40) String text) throws Exception {
        // Halves of surrogate pairs and NUL are no text; the reader refuses them.
        String sound = text.replaceAll("[\\uD800-\\uDFFF\\x00]", "x") + "x";
        ComponentMap map = MapReader.read(Map.of("components", Map.of("a", Map.of("jobs", Map.of("b", sound)))));
        ComponentMap read = MapReaderTest.read(MapPrinter.print(map));
        assertThat(((Command) read.components().get("a").jobs().get("b").block()).run())
                .isEqualTo(sound);
    }

    @Test
    void shouldEscapeCharactersThatCannotBeSeen() throws Exception {
        String hidden = "x\u061cx\u200bx\u2028x\ufeffx\udb40\udc41x";
        for (String text : List.of(hidden, "echo\n" + hidden + "\n")) {
            ComponentMap map = MapReader.read(Map.of("components", Map.of("a", Map.of("jobs", Map.of("b", text)))));
            String printed = MapPrinter.print(map);

            assertThat(printed).contains("x\\u061cx\\u200bx\\u2028x\\ufeffx\\U000e0041x");
            assertThat(MapReaderTest.read(printed))
                    .usingRecursiveComparison(BUT_FOR_POSITIONS)
                    .isEqualTo(map);
        }
    }

    @Property(tries = 120)
    void shouldGiveEqualDefinitionsIfOnlyPositionsDiffer(@ForAll("maps") ComponentMap map) throws Exception {
        ComponentMap read = MapReaderTest.read(MapPrinter.print(map));
        map.components()
                .forEach((name, component) -> assertThat(
                                MapPrinter.definition(read.components().get(name)))
                        .isEqualTo(MapPrinter.definition(component)));
    }

    @Property(tries = 120)
    void shouldDefineOtherwiseWhatIsNotEqual(@ForAll("maps") ComponentMap one, @ForAll("maps") ComponentMap two) {
        Component left = one.components().values().iterator().next();
        Component right = two.components().values().iterator().next();
        boolean equal = isEqual(left, right);
        assertThat(MapPrinter.definition(left).equals(MapPrinter.definition(right)))
                .isEqualTo(equal);
    }

    @Test
    void shouldGiveDifferentDefinitionsForEveryDifference() throws Exception {
        String base =
                "components: {a: {paths: [x, y], jobs: {t: {retry: 1, env: {A: b}, sequence: [a, [b], c]}}}, b: {}}";
        assertThat(definition(base)).isEqualTo(definition(base.replace(": {", ":   {")));
        for (String[] change : new String[][] {
            {"[x, y]", "[y, x]"},
            {"[x, y]", "\"x, y\""},
            {"retry: 1", "retry: 2"},
            {"retry: 1", "timeout: 1s"},
            {"A: b", "Ab: ''"},
            {"[a, [b], c]", "[a, b, c]"},
            {"[a, [b], c]", "[[a, b], c]"},
            {"sequence: [", "parallel: ["},
            {"t: {", "u: {"},
            {"[b]", "{run: b}"},
            {"a: {paths", "a: {dependsOn: b, paths"},
            {"a: {paths", "a: {affects: b, paths"},
            {"a: {paths", "a: {affects: everything, paths"},
            {"a: {paths", "a: {root: z, paths"},
        }) {
            assertThat(definition(base.replace(change[0], change[1])))
                    .as(change[1])
                    .isNotEqualTo(definition(base));
        }
    }

    /** When this fails, every proof anywhere is worthless: raise the version, on purpose, or change nothing. */
    @Test
    void shouldKeepTheFormOfDefinitions() throws Exception {
        Path directory = Path.of("src/test/resources/maps/good/every-key");
        ComponentMap map = MapReader.read("components.yaml", GoldenMaps.map(directory));
        StringBuilder text = new StringBuilder();
        map.components().values().forEach(component -> text.append(MapPrinter.definition(component)));
        GoldenFile.assertExpected(directory.resolve("definitions.txt"), text.toString());
        Component app = map.components().get("app");
        assertThat(MapPrinter.definition(app))
                .contains(MapPrinter.definition(app.jobs().get("build")));
    }

    private static String definition(String map) throws MapException {
        return MapPrinter.definition(MapReaderTest.read(map).components().get("a"));
    }

    /** By the other canonical form, as comparing deeply costs a hundred times as much. */
    private static boolean isEqual(Component left, Component right) {
        return printed(left).equals(printed(right));
    }

    private static String printed(Component component) {
        return MapPrinter.print(new ComponentMap(Unmapped.EVERYTHING, List.of(), Map.of(component.name(), component)));
    }
}
