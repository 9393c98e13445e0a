package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckManifestsTest {

    @TempDir
    private Path directory;

    private SampleRepository repository;

    @BeforeEach
    void makeWorkspace() throws Exception {
        repository = new SampleRepository(directory);
        repository.write("package.json", "{\"workspaces\": [\"packages/*\"]}");
        repository.write("packages/core/package.json", "{\"name\": \"@shop/core\"}");
        repository.write("packages/mocks/package.json", "{\"name\": \"@shop/mocks\"}");
        repository.write("packages/ui/package.json", """
                {
                  "name": "@shop/ui",
                  "dependencies": {"@shop/core": "*"},
                  "devDependencies": {
                    "@shop/mocks": "*"
                  }
                }
                """);
        repository.write("packages/core/index.js", "");
        repository.commit();
    }

    private void map(String components) throws Exception {
        repository.write("components.yaml", "components:\n" + components);
    }

    @Test
    void shouldNameWhatTheMapLacksAndWhatNobodyHas() throws Exception {
        map("""
                  core: {root: packages/core, dependsOn: ui}
                  ui: {root: packages/ui, jobs: {test: {run: x}}}
                """);

        CliSession session = CliSession.in(repository.top(), "check");

        assertThat(session.exit()).isEqualTo(ExitCode.DONE);
        assertThat(session.out().lines().filter(line -> line.startsWith("warning: ")))
                .containsExactly(
                        "warning: no component claims the package of packages/mocks/package.json: add one for it",
                        "warning: ui: packages/ui/package.json:3 uses core, which it does not depend on in the map: add it"
                                + " to `dependsOn`, or to that of the jobs that use it",
                        "warning: core: no manifest leads from it to ui: remove it from `dependsOn`, or leave it there if"
                                + " its jobs use it otherwise");
    }

    @Test
    void shouldFailOnlyIfItIsStrict() throws Exception {
        map("  all: {root: packages, jobs: {test: x}}\n  ui: {root: packages/ui}\n");
        assertThat(CliSession.in(repository.top(), "check").exit()).isEqualTo(ExitCode.DONE);

        CliSession strict = CliSession.in(repository.top(), "check", "--strict", "--format", "json");

        assertThat(strict.exit()).isEqualTo(ExitCode.BAD_INPUT);
        JsonNode json = new ObjectMapper().readTree(strict.out());
        assertThat(json.path("valid").asBoolean()).isTrue();
        assertThat(json.at("/manifests/0/kind").asText()).isEqualTo("missing_edge");
        assertThat(json.at("/manifests/0/component").asText()).isEqualTo("ui");
        assertThat(json.at("/manifests/0/dependency").asText()).isEqualTo("all");
        assertThat(json.at("/manifests/0/file").asText()).isEqualTo("packages/ui/package.json");
        assertThat(json.at("/manifests/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void shouldAcceptEveryWayToReachADependency() throws Exception {
        String packages = "  core: {root: packages/core}\n  mocks: {root: packages/mocks, dependsOn: []}\n";
        for (String ui : new String[] {
            "dependsOn: [core, mocks]",
            "dependsOn: core, jobs: {test: {dependsOn: mocks, run: x}}",
            "dependsOn: mid, jobs: {test: {dependsOn: mocks, run: x}}",
        }) {
            map(packages + "  mid: {dependsOn: core}\n  ui: {root: packages/ui, " + ui + "}\n");
            assertThat(CliSession.in(repository.top(), "check", "--strict").exit())
                    .as(ui)
                    .isEqualTo(ExitCode.DONE);
        }
        map(packages.replace("core}", "core, affects: everything}").replace("[]", "[], affects: ui")
                + "  ui: {root: packages/ui}\n");
        assertThat(CliSession.in(repository.top(), "check", "--strict").exit()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void shouldFindNothingInTheMapOfInit() throws Exception {
        assertThat(CliSession.in(repository.top(), "init").exit()).isEqualTo(ExitCode.DONE);

        assertThat(CliSession.in(repository.top(), "check", "--strict").exit()).isEqualTo(ExitCode.DONE);
    }
}
