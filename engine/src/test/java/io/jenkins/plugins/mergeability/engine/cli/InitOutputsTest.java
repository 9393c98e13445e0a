package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Need;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the jobs of a first map leave, and which jobs need that. */
class InitOutputsTest extends FirstMapFixture {

    private static final String BUILT = "\"scripts\": {\"build\": \"tsc\", \"test\": \"jest\"}";

    @Test
    void shouldDeclareDirectoriesThatPackagesOfNodeAreLoadedFrom() throws Exception {
        write("package.json", "{\"workspaces\": [\"*\"]}");
        write("core/package.json", "{\"name\": \"core\", \"main\": \"./dist/index.js\", " + BUILT + "}");
        write("ui/package.json", """
                {"name": "ui", "exports": {".": {"import": "./esm/index.js", "types": "./types/index.d.ts"}},
                 "bin": {"ui": "bin/ui.js"}, "dependencies": {"core": "*"}, %s}
                """.formatted(BUILT));
        write("ui/bin/ui.js", "");
        write("site/package.json", """
                {"name": "site", "main": "index.js", "scripts": {"test": "jest"}, "dependencies": {"ui": "*"}}
                """);

        ComponentMap map = init();

        assertThat(outputs(map, "core", "build")).contains(List.of("dist/**"));
        assertThat(outputs(map, "ui", "build")).contains(List.of("esm/**", "types/**"));
        assertThat(outputs(map, "ui", "test")).isEmpty();
        assertThat(needs(map, "ui", "build")).containsExactly(new JobRef("core", "build"));
        assertThat(needs(map, "ui", "test")).containsExactly(new JobRef("core", "build"), new JobRef("ui", "build"));
        assertThat(needs(map, "site", "test")).containsExactly(new JobRef("ui", "build"));
    }

    @Test
    void shouldNotLetBuildsNeedEachOtherThroughTests() throws Exception {
        write("package.json", "{\"workspaces\": [\"*\"]}");
        write("core/package.json", """
                {"name": "core", "main": "dist/index.js", "devDependencies": {"mocks": "*"}, %s}
                """.formatted(BUILT));
        write("mocks/package.json", """
                {"name": "mocks", "main": "dist/index.js", "dependencies": {"types": "*"}, %s}
                """.formatted(BUILT));
        write("types/package.json", "{\"name\": \"types\", \"dependencies\": {\"core\": \"*\"}}");

        ComponentMap map = init();

        assertThat(needs(map, "core", "build")).isEmpty();
        assertThat(needs(map, "mocks", "build")).containsExactly(new JobRef("core", "build"));
        assertThat(needs(map, "core", "test"))
                .containsExactly(new JobRef("core", "build"), new JobRef("mocks", "build"));
    }

    @Test
    void shouldDeclareNothingWhereAPackageDoesNotSayWhatItBuilds() throws Exception {
        write("package.json", "{\"workspaces\": [\"*\"]}");
        write("core/package.json", "{\"name\": \"core\", \"main\": \"src/index.js\", " + BUILT + "}");
        write("core/src/index.js", "");
        write("ui/package.json", "{\"name\": \"ui\", \"dependencies\": {\"core\": \"*\"}, " + BUILT + "}");

        ComponentMap map = init();

        assertThat(outputs(map, "core", "build")).isEmpty();
        assertThat(needs(map, "ui", "test")).isEmpty();
    }

    @Test
    void shouldDeclareWhatModulesOfMavenPackage() throws Exception {
        write(
                "pom.xml",
                pom("", "parent", "<modules><module>core</module><module>web</module><module>all</module></modules>"));
        write("core/pom.xml", pom("g", "core", ""));
        write("web/pom.xml", pom("g", "web", "<packaging>war</packaging>"));
        write("all/pom.xml", pom("g", "all", "<packaging>pom</packaging>"));

        ComponentMap map = init();

        assertThat(outputs(map, "core", "test")).contains(List.of("target/*.jar"));
        assertThat(outputs(map, "web", "test")).contains(List.of("target/*.war"));
        assertThat(outputs(map, "all", "test")).contains(List.of());
    }

    @Test
    void shouldWriteAThousandPackagesInLessThanAHundredKilobytes() throws Exception {
        write("package.json", "{\"workspaces\": [\"packages/*\"]}");
        for (int i = 0; i < 1000; i++) {
            String dependencies =
                    i < 2 ? "" : "\"@company/part-" + i / 2 + "\": \"*\", \"@company/part-" + i / 3 + "\": \"*\"";
            write("packages/part-" + i + "/package.json", """
                    {"name": "@company/part-%d", "main": "dist/index.js", %s, "dependencies": {%s}}
                    """.formatted(i, BUILT, dependencies));
        }

        ComponentMap map = init();

        assertThat(map.components()).hasSize(1000);
        assertThat(map.components().get("@company/part-7").root()).isEqualTo("packages/part-7");
        assertThat(top.resolve("components.yaml").toFile())
                .isFile()
                .satisfies(file -> assertThat(file.length()).isLessThan(100_000));
        assertThat(Files.readString(top.resolve("components.yaml")))
                .contains("    root: \"packages/*\"")
                .contains(
                        "  \"@company/part-7\": {kind: node, dependsOn: [\"@company/part-2\", \"@company/part-3\"]}\n");
    }

    @Test
    void shouldWriteTheRootsThatTheKindDoesNotGive() throws Exception {
        write("package.json", "{\"workspaces\": [\"packages/*\", \"tools\", \"apps/*\"]}");
        for (String root : List.of("packages/a", "packages/b", "packages/c", "packages/d", "tools", "apps/x")) {
            write(root + "/package.json", """
                    {"name": "%s", "scripts": {"test": "jest"}}
                    """.formatted(
                            root.equals("tools")
                                    ? root
                                    : "@s/" + root.replaceAll(".*/|d$", "").concat(root.endsWith("d") ? "other" : "")));
        }

        ComponentMap map = init();

        assertThat(map.components().values())
                .extracting(component -> component.name() + " " + component.root())
                .containsExactly(
                        "@s/a packages/a",
                        "@s/b packages/b",
                        "@s/c packages/c",
                        "@s/other packages/d",
                        "@s/x apps/x",
                        "tools tools");
        assertThat(Files.readString(top.resolve("components.yaml")))
                .contains(
                        "    root: \"packages/*\"",
                        "  \"@s/a\": {kind: node}\n",
                        "  tools: {kind: node, root: tools}\n");
    }

    @Test
    void shouldWrapLongLists() throws Exception {
        write("package.json", "{\"workspaces\": [\"packages/*\"]}");
        StringBuilder all = new StringBuilder();
        for (int i = 10; i < 30; i++) {
            write("packages/part-" + i + "/package.json", "{\"name\": \"@company/part-" + i + "\", " + BUILT + "}");
            all.append(i == 10 ? "" : ", ").append("\"@company/part-").append(i).append("\": \"*\"");
        }
        write("packages/all/package.json", "{\"name\": \"all\", \"dependencies\": {" + all + "}, " + BUILT + "}");

        ComponentMap map = init();

        assertThat(map.components().get("all").dependsOn()).hasSize(20);
        assertThat(Files.readAllLines(top.resolve("components.yaml")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120))
                .filteredOn(line -> line.contains("@company") && !line.contains("kind"))
                .hasSize(4);
    }

    private static Optional<List<String>> outputs(ComponentMap map, String component, String job) {
        return map.components()
                .get(component)
                .jobs()
                .get(job)
                .settings()
                .files()
                .outputs();
    }

    private static List<JobRef> needs(ComponentMap map, String component, String job) {
        return map.components().get(component).jobs().get(job).settings().needs().stream()
                .map(Need::ref)
                .toList();
    }
}
