package io.jenkins.plugins.mergeability.engine.map.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.read.MapReaderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a change of a map. */
class MapDiffTest {

    private static final String BASE = """
            ignore: docs/**
            defaults: {timeout: 1h}
            components:
              a: {dependsOn: b, jobs: {t: {env: {A: b}, run: make}}}
              b: {jobs: {t: make}}
              c: {}
            """;

    @Test
    void shouldNotCountPositionsAndSpellings() throws Exception {
        String other = """
                # another way to say it
                version: 1
                components:
                  c: {root: c/, paths: c/**}
                  b: {jobs: {t: {timeout: 60m, run: "make"}}}
                  a:
                    jobs: {t: {run: make, env: {"A": b}, timeout: 1h}}
                    dependsOn: [b]
                ignore: [docs/**]
                """;
        MapDiff diff = MapDiff.between(MapReaderTest.read(BASE), MapReaderTest.read(other));
        assertThat(diff.redefined()).isEmpty();
        assertThat(diff.removed()).isEmpty();
        assertThat(diff.ignore()).isFalse();
        assertThat(diff.unmapped()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dependsOn: b           | dependsOn: c            | a",
                "c: {}                  | c: {affects: a}         | c",
                "c: {}                  | c: {affects: everything}| c",
                "c: {}                  | c: {root: d}            | c",
                "c: {}                  | c: {paths: d}           | c",
                "timeout: 1h            | timeout: 2h             | a,b",
                "A: b                   | A: c                    | a",
                "jobs: {t: make}        | jobs: {u: make}         | b",
                "c: {}                  | c: {}, d: {}            | d",
            })
    void shouldNameWhatIsRedefined(String from, String to, String expected) throws Exception {
        String changed = BASE.replace(from.trim(), to.trim().replace(", d:", "\n  d:"));
        MapDiff diff = MapDiff.between(MapReaderTest.read(BASE), MapReaderTest.read(changed));
        assertThat(String.join(",", diff.redefined())).isEqualTo(expected.trim());
        assertThat(diff.ignore()).isFalse();
    }

    @Test
    void shouldNameWhatIsRemovedAndTellOfIgnoreAndUnmapped() throws Exception {
        String changed = BASE.replace("  c: {}\n", "").replace("docs/**", "doc/**") + "unmapped: nothing\n";
        MapDiff diff = MapDiff.between(MapReaderTest.read(BASE), MapReaderTest.read(changed));
        assertThat(diff).isEqualTo(new MapDiff(java.util.List.of(), java.util.List.of("c"), true, true, false));
    }

    /** No job's inputs depend on where its outputs go. */
    @Test
    void shouldNotCountEnvironments() throws Exception {
        String base = BASE.replace("run: make}", "run: make, outputs: [dist/**]}");
        String deployed = base + "environments: {staging: {deploy: {a: {of: t, run: x, verify: y}}}}\n";

        assertThat(MapDiff.between(MapReaderTest.read(base), MapReaderTest.read(deployed))
                        .isEmpty())
                .isTrue();
    }
}
