package io.jenkins.plugins.mergeability.engine.map.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.Problem;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.write.ComponentMaps;
import io.jenkins.plugins.mergeability.engine.map.write.MapPrinter;
import io.jenkins.plugins.mergeability.engine.map.write.TypedYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the reader say the same of the structure of a map; what only the reader can know it says alone. */
class MapSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(MapSchema.text());

    /** The kinds of problems that the schema finds as well. */
    private static final Set<ProblemKind> STRUCTURE =
            EnumSet.range(ProblemKind.UNKNOWN_KEY, ProblemKind.UNSUPPORTED_VERSION);

    static Stream<Path> good() throws Exception {
        return GoldenMaps.good();
    }

    @ParameterizedTest
    @MethodSource("good")
    void shouldAcceptWhatTheReaderAccepts(Path directory) throws Exception {
        assertThat(complaints(TypedYaml.map(GoldenMaps.map(directory)))).isEmpty();
    }

    /** Each of these alone is refused by both, or by neither. */
    @Test
    void shouldAgreeOnEveryBadEntry() throws Exception {
        Set<ProblemKind> seen = EnumSet.noneOf(ProblemKind.class);
        List<String> names = List.of(
                "types",
                "numbers",
                "names",
                "package-names",
                "kinds-of-components",
                "kinds",
                "empty-things",
                "unknown-keys",
                "directories",
                "lock-files",
                "duplicates",
                "globs",
                "environments",
                "occasions",
                "cycles",
                "unknown-names");
        for (String name : names) {
            String text = new String(
                    GoldenMaps.map(Path.of("src/test/resources/maps/bad", name)),
                    java.nio.charset.StandardCharsets.UTF_8);
            Map<String, Object> map = TypedYaml.map(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (Map<String, Object> part : parts(map)) {
                seen.addAll(assertAgree(part));
            }
        }
        // The map as a whole; `components` left out, and another version, are parts of the files above.
        assertThat(seen).containsAll(STRUCTURE);
    }

    /** Names have at most 100 characters, also in needs. */
    @Test
    void shouldAgreeOnTheLengthOfNames() {
        for (int length : List.of(99, 100, 101)) {
            String name = "a".repeat(length);
            for (String need : List.of(name, "^" + name, "b/" + name, name + "/b")) {
                Map<String, Object> job = Map.of("needs", need, "run", "true");
                assertThat(assertAgree(Map.of(
                                        "version", 1, "components", Map.of("c", Map.of("jobs", Map.of("test", job)))))
                                .isEmpty())
                        .as(need)
                        .isEqualTo(length <= 100);
            }
        }
    }

    /** {@code failFast} is a boolean also where the job has nothing to run, or no `parallel`. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kinds: {k: {jobs: {test: {failFast: x}}}}\ncomponents: {c: {kind: k}}",
                "kinds: {k: {jobs: {test: x}}}\ncomponents: {c: {kind: k, jobs: {test: {failFast: x}}}}",
                "kinds: {k: {jobs: {test: {run: x, failFast: x}}}}\ncomponents: {c: {kind: k}}",
                "kinds: {k: {jobs: {test: {parallel: [x], failFast: x}}}}\ncomponents: {c: {kind: k, jobs: {test: x}}}",
                "components: {c: {jobs: {test: {run: x, failFast: x}}}}",
                "components: {c: {jobs: {test: {parallel: [x], failFast: x}}}}"
            })
    void shouldAgreeOnFailFast(String map) throws Exception {
        assertThat(assertAgree(TypedYaml.map(("version: 1\n" + map).getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .contains(ProblemKind.WRONG_TYPE);
    }

    @Property(tries = 400)
    void shouldAgreeOnMutations(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Object> map = seed % 5 == 0
                ? TypedYaml.map(
                        MapPrinter.print(ComponentMaps.of(seed)).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : TypedYaml.map(GoldenMaps.map(Path.of(
                        "src/test/resources/maps/good",
                        List.of("design", "every-key", "kinds", "environments").get(random.nextInt(4)))));
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            new MapMutation(random).apply(map);
        }
        Statistics.label("refused").collect(!assertAgree(map).isEmpty()).coverage(checker -> {
            checker.check(true).percentage(p -> p > 20);
            checker.check(false).percentage(p -> p > 10);
        });
    }

    @Test
    void shouldDescribeEveryKey() throws Exception {
        List<String> silent = new ArrayList<>();
        check(JSON.readTree(MapSchema.text()), "", silent);
        assertThat(silent).isEmpty();
    }

    private static void check(JsonNode node, String path, List<String> silent) {
        JsonNode properties = node.path("properties");
        properties.properties().forEach(property -> {
            if (!property.getValue().has("description")) {
                silent.add(path + "/" + property.getKey());
            }
        });
        node.properties().forEach(field -> check(field.getValue(), path + "/" + field.getKey(), silent));
    }

    /** The problems of structure, on which the two must agree. */
    private static Set<ProblemKind> assertAgree(Map<String, Object> map) {
        Set<ProblemKind> structural = EnumSet.noneOf(ProblemKind.class);
        String reported = "";
        try {
            MapReader.read(map);
        } catch (MapException e) {
            reported = e.render();
            e.problems().stream().map(Problem::kind).filter(STRUCTURE::contains).forEach(structural::add);
        }
        List<String> complaints = complaints(map);
        assertThat(complaints.isEmpty())
                .as("%s%n%nreader: %s%n%nschema: %s", map, reported, complaints)
                .isEqualTo(structural.isEmpty());
        return structural;
    }

    private static List<String> complaints(Map<String, Object> map) {
        JsonNode json = JSON.valueToTree(withTexts(map));
        return SCHEMA.validate(json).stream().map(Object::toString).collect(Collectors.toList());
    }

    /** The value with the items of lists as texts where two are the same as texts: to a schema, true and "true" differ. */
    private static Object withTexts(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, withTexts(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            boolean scalars = list.stream().noneMatch(item -> item instanceof Map<?, ?> || item instanceof List<?>);
            boolean same = list.stream().map(String::valueOf).distinct().count() < list.size();
            return list.stream()
                    .map(item -> scalars && same ? String.valueOf(item) : withTexts(item))
                    .toList();
        }
        return value;
    }

    @Test
    void shouldTakeItemsForTheSameThatAreTheSameAsTexts() throws Exception {
        assertThat(assertAgree(TypedYaml.map(
                        "version: 1\ncomponents: {a: {jobs: {test: {platforms: [\"true\", true], run: x}}}}\n"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .isNotEmpty();
    }

    /** The map with all its components but only one entry of one job or component of it, for each entry there is. */
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> parts(Map<String, Object> map) {
        List<Map<String, Object>> parts = new ArrayList<>();
        map.forEach((key, value) -> {
            if (key.equals("environments")) {
                ((Map<String, Object>) value)
                        .forEach((name, environment) -> parts.add(with(key, one(name, environment))));
            } else if (!key.equals("components")) {
                parts.add(with(key, value));
            }
        });
        Map<String, Object> components = (Map<String, Object>) map.get("components");
        components.forEach((name, component) -> {
            if (component instanceof Map<?, ?> keys && !keys.isEmpty()) {
                keys.forEach((key, value) -> {
                    if (key.equals("jobs") && value instanceof Map<?, ?> jobs && !jobs.isEmpty()) {
                        jobs.forEach((job, body) -> parts.add(of(name, key, one(job, body))));
                    } else {
                        parts.add(of(name, key, value));
                    }
                });
            } else {
                parts.add(new LinkedHashMap<>(Map.of("components", one(name, component))));
            }
        });
        parts.add(Map.of());
        return parts;
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> part = new LinkedHashMap<>(Map.of("components", Map.of("a", Map.of())));
        part.put(key, value);
        return part;
    }

    private static Map<String, Object> of(String component, Object key, Object value) {
        return new LinkedHashMap<>(Map.of("components", one(component, one(key, value))));
    }

    private static Map<Object, Object> one(Object key, Object value) {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }
}
