package io.jenkins.plugins.mergeability.engine.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.Problem;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.write.TypedYaml;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A map given as Java collections reads like the same map given as text; its problems have paths. */
class MapDataTest {

    static Stream<Path> good() throws Exception {
        return GoldenMaps.good();
    }

    @ParameterizedTest
    @MethodSource("good")
    void shouldReadTheSameFromData(Path directory) throws Exception {
        ComponentMap text = MapReader.read("components.yaml", GoldenMaps.map(directory));
        ComponentMap data = MapReader.read(TypedYaml.map(GoldenMaps.map(directory)));
        assertThat(data)
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Position.class)
                .isEqualTo(text);
    }

    @Test
    void shouldNameThePathOfAProblem() {
        Map<String, ?> data = Map.of(
                "components",
                Map.of(
                        "air",
                        Map.of(
                                "dependsOn",
                                "ar",
                                "jobs",
                                Map.of(
                                        "test",
                                        Map.of(
                                                "needs",
                                                List.of("compil"),
                                                "sequence",
                                                List.of("a", Map.of("rn", 1)))))));
        MapException e = catchThrowableOfType(MapException.class, () -> MapReader.read(data));
        assertThat(e.render().lines())
                .containsExactlyInAnyOrder(
                        "components.air.dependsOn: error: unknown component `ar`",
                        "  = did you mean `air`?",
                        "components.air.jobs.test.needs[0]: error: component `air` has no job `compil`",
                        "  = its jobs: test",
                        "components.air.jobs.test.sequence[1].rn: error: unknown key `rn`",
                        "  = did you mean `run`?");
        assertThat(e.problems())
                .allSatisfy(problem -> assertThat(problem.position()).isEqualTo(Position.NONE));
    }

    @Test
    void shouldTakeWhatGroovyMakes() throws Exception {
        StringBuilder interpolated = new StringBuilder("make ").append("x");
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("run", interpolated);
        job.put("retry", 2L);
        job.put("isolate", true);
        job.put("platforms", new ArrayList<>(List.of(new BigDecimal("3.10"), 'x')));
        ComponentMap map =
                MapReader.read(Map.of("version", 1, "components", Map.of("a", Map.of("jobs", Map.of("t", job)))));
        Job read = map.components().get("a").jobs().get("t");
        assertThat(read.settings().platforms()).containsExactly("3.10", "x");
        assertThat(read.settings().retry()).isEqualTo(2);
        assertThat(((Command) read.block()).run()).isEqualTo("make x");
        assertThat(read.position()).isEqualTo(Position.NONE);
    }

    @Test
    void shouldRefuseWhatIsNoData() {
        Map<Object, Object> odd = new LinkedHashMap<>();
        odd.put(1, null);
        odd.put("1", Map.of("root", new Date(0)));
        odd.put("a b", Map.of("root", "a\0b"));
        odd.put(null, Map.of());
        odd.put(List.of(), Map.of());
        MapException e = catchThrowableOfType(MapException.class, () -> MapReader.read(Map.of("components", odd)));
        assertThat(e.problems())
                .extracting(Problem::kind)
                .contains(
                        ProblemKind.NOT_DATA,
                        ProblemKind.DUPLICATE_KEY,
                        ProblemKind.BAD_CHARACTER,
                        ProblemKind.BAD_KEY,
                        ProblemKind.BAD_NAME);
        assertThat(e.render())
                .contains(
                        "components.1.root: error: a Date is not allowed in a component map",
                        "components.1: error: duplicate key `1`: already defined at `components.1`",
                        "components['a b']: error: `a b` cannot be the name of a component");
    }

    @Test
    void shouldEndOnDataWithoutEnd() {
        Map<String, Object> self = new HashMap<>();
        self.put("components", self);
        assertThat(kind(self)).isEqualTo(ProblemKind.TOO_DEEP);
        List<Object> level = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            level = new ArrayList<>(java.util.Collections.nCopies(10, level));
        }
        assertThat(kind(Map.of("components", level))).isEqualTo(ProblemKind.TOO_MANY_VALUES);
        assertThat(kind(Map.of("components", "x".repeat(100_001)))).isEqualTo(ProblemKind.LONG_VALUE);
    }

    private static ProblemKind kind(Map<String, ?> data) {
        return catchThrowableOfType(MapException.class, () -> MapReader.read(data))
                .problems()
                .get(0)
                .kind();
    }
}
