package io.jenkins.plugins.mergeability.mapcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapPreviewTest {

    private static final String MAP = """
            version: 1
            components:
              bom: {}
              air: {dependsOn: [bom], jobs: {test: {run: make, outputs: []}}}
              fire: {jobs: {test: {run: make, outputs: []}, release: {when: merge, run: make release}}}
            """;

    private static MapPreview preview(String map, String... paths) throws Exception {
        return MapPreview.of("components.yaml", map.getBytes(StandardCharsets.UTF_8), List.of(paths));
    }

    @Test
    void shouldShowTheProblemsOfAMapWithTheirLines() throws Exception {
        MapPreview preview = preview(MAP.replace("[bom]", "[bon]"));

        assertThat(preview.valid()).isFalse();
        assertThat(preview.problems())
                .contains("components.yaml:4")
                .contains("bon")
                .contains("bom");
        assertThat(preview.graph()).isEmpty();
    }

    @Test
    void shouldDrawAValidMap() throws Exception {
        MapPreview preview = preview(MAP);

        assertThat(preview.valid()).isTrue();
        assertThat(preview.components()).isEqualTo(3);
        assertThat(preview.jobs()).isEqualTo(3);
        assertThat(preview.plan()).isEmpty();
        assertThat(preview.graph()).startsWith("<svg").contains("air").contains("bom");
        assertThat(new String(Base64.getDecoder().decode(preview.graphUri().split(",")[1]), StandardCharsets.UTF_8))
                .isEqualTo(preview.graph());
    }

    @Test
    void shouldPlanAChangeOfPaths() throws Exception {
        MapPreview preview = preview(MAP, "bom/pom.xml");

        assertThat(preview.plan())
                .contains("2 of 3 components affected")
                .containsPattern("air +affected +depends on bom")
                .contains("unaffected: fire");
    }

    @Test
    void shouldPlanEverythingForAPathThatNoComponentClaims() throws Exception {
        assertThat(preview(MAP, "Makefile").plan()).contains("3 of 3 components affected");
        MapPreview refused = preview("unmapped: error\n" + MAP, "Makefile");
        assertThat(refused.plan()).isEmpty();
        assertThat(refused.refusal()).contains("Makefile");
        assertThat(refused.graph()).contains("air");
    }
}
