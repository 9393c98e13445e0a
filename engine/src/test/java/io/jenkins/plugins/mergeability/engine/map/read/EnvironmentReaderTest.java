package io.jenkins.plugins.mergeability.engine.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The environments of a map, and what can be wrong with them. */
class EnvironmentReaderTest {

    private static final String COMPONENTS = """
            components:
              air:
                jobs:
                  release: {run: make, outputs: [dist/**]}
                  test: {run: make test, outputs: []}
              cloak: {jobs: {release: {run: make, outputs: [dist/**], platforms: [linux, freebsd]}}}
            """;

    @Test
    void shouldReadEnvironmentsInTheirOrder() throws Exception {
        Map<String, Environment> environments = read("""
                laptop: {local: true, deploy: {air: {of: release, run: cp dist/air /opt, verify: /opt/air}}}
                staging:
                  deploy:
                    air: {of: release, run: ./deploy staging, verify: {run: ./smoke, retry: 10, timeout: 5m}}
                production:
                  soak: 30m
                  approval: {by: [group:ops], count: 2, not: [author]}
                  freeze: [fri 16:00 - mon 06:00 Europe/Stockholm]
                  deploy:
                    air: {of: release, before: {run: ./migrate, compatible: true}, run: ./deploy, verify: ./smoke}
                    cloak: {of: release@linux, needs: air, run: ./deploy, verify: ./smoke}
                """);

        assertThat(environments.keySet()).containsExactly("laptop", "staging", "production");
        Environment staging = environments.get("staging");
        assertThat(environments.get("laptop").local()).isTrue();
        assertThat(staging.local()).isFalse();
        assertThat(staging.deploy().get("air").verify().options().retry()).isEqualTo(10);
        Environment production = environments.get("production");
        assertThat(production.soak()).isEqualTo(Duration.ofMinutes(30));
        assertThat(production.approval().orElseThrow().count()).isEqualTo(2);
        assertThat(production.freeze().get(0).text()).isEqualTo("fri 16:00 - mon 06:00 Europe/Stockholm");
        DeployDefinition cloak = production.deploy().get("cloak");
        assertThat(cloak.source()).hasToString("cloak/release@linux");
        assertThat(cloak.needs()).containsExactly("air");
        DeployDefinition air = production.deploy().get("air");
        assertThat(air.before().orElseThrow().compatible()).isTrue();
        assertThat(air.before().orElseThrow().again()).isFalse();
        assertThat(((Command) air.before().orElseThrow().block()).run()).isEqualTo("./migrate");
        assertThat(cloak.before()).isEqualTo(Optional.empty());
    }

    /** What the command line deploys to and the others are two orders. */
    @Test
    void shouldSoakOnlyInEnvironmentsOfTheSameOrder() throws Exception {
        String air = "{deploy: {air: {of: release, run: x, verify: y}}";
        assertThat(read("laptop: " + air + ", local: true}\nstaging: " + air + "}\nproduction: " + air
                        + ", soak: 1h}\n"))
                .hasSize(3);
        assertThat(problems("laptop: " + air + ", local: true}\nproduction: " + air + ", soak: 1h}\n"))
                .containsExactly("`soak` counts from the environment before, and no environment before deploys these"
                        + " components");
        assertThat(problems("staging: " + air + "}\nlaptop: " + air + ", local: true, soak: 1h}\n"))
                .containsExactly("`soak` counts from the environment before, and no local environment before deploys"
                        + " these components");
    }

    /** Which platforms that are is known only where the job runs. */
    @Test
    void shouldDeployAPlatformOfAJobThatRunsOnAll() throws Exception {
        String map = COMPONENTS.replace("platforms: [linux, freebsd]", "platforms: all");
        String cloak = "environments: {staging: {deploy: {cloak: {of: %s, run: x, verify: y}}}}\n";

        assertThat(MapReaderTest.read(map + cloak.formatted("release@linux")).environments())
                .hasSize(1);
        assertThat(catchThrowableOfType(MapException.class, () -> MapReaderTest.read(map + cloak.formatted("release")))
                        .render())
                .contains("the job has platforms, and one of them is deployed", "such as `release@linux`");
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(MapException.class, () -> read(yaml)).problems().stream()
                .map(Problem::message)
                .toList();
    }

    private static Map<String, Environment> read(String yaml) throws MapException {
        return MapReaderTest.read(COMPONENTS + "environments:\n" + yaml.indent(2))
                .environments();
    }
}
