package io.jenkins.plugins.mergeability.engine.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.mergeability.engine.GoldenFile;
import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.KeptFiles;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.write.MapPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads every golden map: the good ones print as expected, the bad ones are reported as expected. */
public class MapReaderTest {

    static Stream<Path> good() throws IOException {
        return GoldenMaps.good();
    }

    static Stream<Path> bad() throws IOException {
        return GoldenMaps.bad();
    }

    public static ComponentMap read(String text) throws MapException {
        return MapReader.read("components.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("good")
    void shouldReadGoodMaps(Path directory) throws Exception {
        ComponentMap map = MapReader.read("components.yaml", GoldenMaps.map(directory));
        GoldenFile.assertExpected(directory.resolve("pretty.yaml"), MapPrinter.print(map));
        assertThat(read(MapPrinter.print(map)))
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Position.class)
                .isEqualTo(map);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void shouldReportEveryProblem(Path directory) throws Exception {
        byte[] content = GoldenMaps.map(directory);
        MapException e = catchThrowableOfType(MapException.class, () -> MapReader.read("components.yaml", content));
        assertThat(e).as("%s was read", directory).isNotNull();
        GoldenFile.assertExpected(directory.resolve("expected.txt"), e.render() + "\n");
    }

    @Test
    void shouldHaveAGoldenMapForEveryKindOfProblem() throws Exception {
        Set<ProblemKind> missing = EnumSet.allOf(ProblemKind.class);
        for (Path directory : GoldenMaps.bad().toList()) {
            byte[] content = GoldenMaps.map(directory);
            MapException e = catchThrowableOfType(MapException.class, () -> MapReader.read("f", content));
            e.problems().forEach(problem -> missing.remove(problem.kind()));
        }
        // What takes a large file, or data, is tested where those are made.
        missing.removeAll(List.of(
                ProblemKind.TOO_LARGE,
                ProblemKind.TOO_MANY_VALUES,
                ProblemKind.TOO_DEEP,
                ProblemKind.LONG_LINE,
                ProblemKind.LONG_VALUE,
                ProblemKind.NOT_DATA));
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldKnowWhereThingsStand() throws Exception {
        ComponentMap map = read("components:\n  air:\n    jobs:\n      test: &x [make, {run: test}]\n");
        Component air = map.components().get("air");
        Job test = air.jobs().get("test");
        assertThat(air.position()).isEqualTo(new Position(2, 3));
        assertThat(test.position()).isEqualTo(new Position(4, 7));
        assertThat(((Sequence) test.block()).steps())
                .extracting(Block::position)
                .containsExactly(new Position(4, 17), new Position(4, 23));
    }

    @Test
    void shouldReadClaimedGlobsFromTheRootOfTheComponent() throws Exception {
        ComponentMap map = read("components:\n  a: {root: 'x/a[1]', paths: [./b, '!./c', d], exports: ./**}\n"
                + "  top: {root: ., paths: ./src/**}\n");
        Component component = map.components().get("a");
        assertThat(component.paths()).containsExactly("x/a\\[1\\]/b", "!x/a\\[1\\]/c", "d");
        assertThat(component.files().exports()).contains(List.of("x/a\\[1\\]/**"));
        assertThat(map.components().get("top").paths()).containsExactly("src/**");
    }

    @Test
    void shouldReadComponentsOfAKindAsIfTheyHadItsKeys() throws Exception {
        ComponentMap brief = read("""
                kinds: {k: {root: lib, exports: ./a, jobs: {build: {needs: ^build, run: x, env: {A: 1}}, old: y}}}
                components:
                  a: {kind: k}
                  b: {kind: k, root: b, dependsOn: [a], jobs: {old: false, build: {run: z, env: {B: 2}}, new: n}}
                """);
        ComponentMap written = read("""
                components:
                  a: {root: lib, exports: lib/a, jobs: {build: {run: x, env: {A: 1}}, old: y}}
                  b: {root: b, exports: b/a, dependsOn: a,
                      jobs: {build: {needs: a/build, run: z, env: {A: 1, B: 2}}, new: n}}
                """);

        assertThat(MapPrinter.print(brief)).isEqualTo(MapPrinter.print(written));
    }

    @Test
    void shouldBoundWhatKindsExpandTo() {
        StringBuilder text = new StringBuilder("kinds:\n  k:\n    paths: [");
        for (int i = 0; i < 1_000; i++) {
            text.append('a').append(i).append(", ");
        }
        text.append("z]\ncomponents:\n");
        for (int i = 0; i < 1_500; i++) {
            text.append("  c").append(i).append(": {kind: k, paths: x}\n");
        }

        assertThat(catchThrowableOfType(MapException.class, () -> read(text.toString()))
                        .problems()
                        .get(0)
                        .kind())
                .isEqualTo(ProblemKind.TOO_MANY_VALUES);
    }

    @Test
    void shouldReadWindowsLineEndsAndAByteOrderMark() throws Exception {
        ComponentMap map = read("\uFEFFcomponents:\r\n  air:\r\n    paths: [a, b]\r\n");
        assertThat(map.components().get("air").paths()).containsExactly("a", "b");
        assertThat(map.components().get("air").position()).isEqualTo(new Position(2, 3));
    }

    @Test
    void shouldListAHundredProblemsAndCountTheRest() {
        StringBuilder text = new StringBuilder("components:\n");
        for (int i = 0; i < 1500; i++) {
            text.append("  c").append(i).append(": {x: 1}\n");
        }
        MapException e = catchThrowableOfType(MapException.class, () -> read(text.toString()));
        assertThat(e.problems()).hasSize(100);
        assertThat(e.problems().get(99).position().line()).isEqualTo(101);
        assertThat(e.count()).isEqualTo(1500);
        assertThat(e.render()).endsWith("\n… and 1400 more");
    }

    @Test
    void shouldReadWhatStaysInAWorkspace() throws Exception {
        ComponentMap map = read("""
                defaults: {keep: {paths: ["/cache/**"]}}
                components:
                  air: {jobs: {test: {run: make, keep: {paths: [deps/**], for: mix.lock}, changes: [a, "!b"]}, lint: make}}
                """);
        JobFiles files =
                map.components().get("air").jobs().get("test").settings().files();
        assertThat(files.keep()).isEqualTo(new KeptFiles(List.of("deps/**"), List.of("mix.lock")));
        assertThat(files.changes()).containsExactly("a", "!b");
        assertThat(map.components()
                        .get("air")
                        .jobs()
                        .get("lint")
                        .settings()
                        .files()
                        .keep())
                .isEqualTo(new KeptFiles(List.of("/cache/**"), List.of()));

        MapException e = catchThrowableOfType(
                MapException.class,
                () -> read("components: {air: {jobs: {test: {run: make, keep: {paths: [a, '!b'], forr: c}}}}}"));
        assertThat(e.render()).contains("bad glob `!b`: `keep` has no globs that exclude", "did you mean `for`?");
        assertThat(catchThrowableOfType(
                                MapException.class,
                                () -> read("components: {air: {jobs: {test: {run: make, keep: {for: c}}}}}"))
                        .render())
                .contains("`keep` needs `paths`");
    }
}
