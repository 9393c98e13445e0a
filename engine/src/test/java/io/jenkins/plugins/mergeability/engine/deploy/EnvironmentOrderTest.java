package io.jenkins.plugins.mergeability.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The environment in which a release has to be verified before it enters another one. */
class EnvironmentOrderTest {

    private static final String MAP = """
            components:
              air: {jobs: {release: {run: make, outputs: [dist/**]}}}
              cloak: {jobs: {release: {run: make, outputs: [dist/**]}}}
            environments:
              laptop: {local: true, deploy: {air: {of: release, run: x, verify: y}}}
              staging:
                deploy: {air: {of: release, run: x, verify: y}, cloak: {of: release, run: x, verify: y}}
              tests: {soak: 10m, deploy: {air: {of: release, run: x, verify: y}}}
              server: {local: true, soak: 1h, deploy: {air: {of: release, run: x, verify: y}}}
              production:
                soak: 30m
                deploy: {air: {of: release, run: x, verify: y}, cloak: {of: release, run: x, verify: y}}
            """;

    @Test
    void shouldFindTheNearestOneOfTheSameOrderThatDeploysTheComponent() throws Exception {
        ComponentMap map = MapReader.read("components.yaml", MAP.getBytes(StandardCharsets.UTF_8));

        assertThat(before(map, "laptop")).isEmpty();
        assertThat(before(map, "staging")).isEmpty();
        assertThat(before(map, "tests")).isEqualTo(Map.of("air", "staging"));
        assertThat(before(map, "server")).isEqualTo(Map.of("air", "laptop"));
        assertThat(before(map, "production")).isEqualTo(Map.of("air", "tests", "cloak", "staging"));
    }

    @Test
    void shouldSoakForTheLongestOfTheNextOnes() throws Exception {
        ComponentMap map = MapReader.read("components.yaml", MAP.getBytes(StandardCharsets.UTF_8));

        assertThat(soak(map, "laptop")).isEqualTo(Duration.ofHours(1));
        assertThat(soak(map, "staging")).isEqualTo(Duration.ofMinutes(30));
        assertThat(soak(map, "tests")).isEqualTo(Duration.ofMinutes(30));
        assertThat(soak(map, "server")).isEqualTo(Duration.ZERO);
        assertThat(soak(map, "production")).isEqualTo(Duration.ZERO);
    }

    private static Map<String, String> before(ComponentMap map, String name) {
        Map<String, String> names = new TreeMap<>();
        EnvironmentOrder.before(map, map.environments().get(name))
                .forEach((component, environment) -> names.put(component, environment.name()));
        return names;
    }

    private static Duration soak(ComponentMap map, String name) {
        Environment environment = map.environments().get(name);
        return EnvironmentOrder.soak(map, environment);
    }
}
