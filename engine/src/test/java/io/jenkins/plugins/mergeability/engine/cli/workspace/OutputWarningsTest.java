package io.jenkins.plugins.mergeability.engine.cli.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputWarningsTest {

    private static List<String> warnings(String components) throws Exception {
        byte[] map = ("version: 1\ncomponents:\n" + components).getBytes(StandardCharsets.UTF_8);
        return OutputWarnings.about(MapReader.read("components.yaml", map), "components.yaml");
    }

    @Test
    void shouldWarnOfOutputsOfTwoJobsThatOverlap() throws Exception {
        assertThat(warnings("""
                  air:
                    jobs:
                      compile: {outputs: [_build/**], run: make}
                      docs: {needs: [compile], outputs: ["**/*.html"], run: make docs}
                  other: {root: lib, jobs: {make: {outputs: [/air/_build/x], run: make}}}
                """))
                .containsExactly(
                        "components.yaml:6: the `outputs` of air/docs and of air/compile overlap, such as in"
                                + " air/_build/.html: whichever of them finds a file there that the other left in its"
                                + " workspace fails. Let their globs match different files",
                        "components.yaml:7: the `outputs` of other/make and of air/compile overlap, such as in"
                                + " air/_build/x: whichever of them finds a file there that the other left in its"
                                + " workspace fails. Let their globs match different files");
    }

    @Test
    void shouldNotWarnWhereOutputsDifferOrNoWorkspaceIsShared() throws Exception {
        assertThat(warnings("""
                  air:
                    jobs:
                      compile: {outputs: [_build/**, "!_build/docs/**"], run: make}
                      docs: {outputs: [_build/docs/**], run: make docs}
                      linux: {platforms: [linux], outputs: [out/**], run: make}
                      windows: {platforms: [windows], outputs: [out/**], run: make}
                      merged: {when: merge, outputs: [dist], run: make}
                      nightly: {when: nightly, outputs: [dist], run: make}
                  other: {jobs: {make: {outputs: [_build/**], run: make}}}
                """)).isEmpty();
    }

    @Test
    void shouldWarnOfNeedsWithoutOutputsAndOfWhatIsKeptForEver() throws Exception {
        assertThat(warnings("""
                  air: {jobs: {compile: {keep: {paths: [deps/**]}, run: make}, same: {needs: [compile], run: make}}}
                  other: {jobs: {test: {needs: [air/compile], run: make test}}}
                """))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("components.yaml:3: air/compile declares no `outputs`, and other/test, of"
                                        + " another component, needs it"),
                        second -> assertThat(second)
                                .startsWith("components.yaml:3: air/compile keeps files on agents whatever changes"));
    }
}
