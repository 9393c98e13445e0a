package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Dependencies that manifests state in less common ways. */
class InitDependenciesTest extends FirstMapFixture {

    @Test
    void shouldFindModulesThatPluginsAndImportedVersionsName() throws Exception {
        write(
                "pom.xml",
                pom(
                        "",
                        "parent",
                        "<modules><module>bom</module><module>processor</module><module>rules</module><module>app</module>"
                                + "</modules>"));
        write("bom/pom.xml", pom("g", "bom", managed("app", "compile")));
        write("processor/pom.xml", pom("g", "processor", ""));
        write("rules/pom.xml", pom("g", "rules", ""));
        write(
                "app/pom.xml",
                pom(
                        "g",
                        "app",
                        managed("bom", "import")
                                + "<build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId>"
                                + "<configuration><annotationProcessorPaths><path><groupId>${groupId}</groupId>"
                                + "<artifactId>processor</artifactId></path></annotationProcessorPaths></configuration>"
                                + dependency("rules", "") + "</plugin></plugins></build>"));

        ComponentMap map = init();

        assertThat(map.components().get("app").dependsOn()).containsExactly("bom", "processor", "rules");
        assertThat(map.components().get("bom").dependsOn()).isEmpty();
    }

    @Test
    void shouldFindModulesThatTheProjectAtTheTopNamesForAllThatInheritFromIt() throws Exception {
        write(
                "pom.xml",
                pom(
                        "",
                        "parent",
                        "<modules><module>rules</module><module>app</module></modules><build><plugins><plugin>"
                                + "<artifactId>maven-checkstyle-plugin</artifactId>" + dependency("rules", "")
                                + "</plugin></plugins></build>"));
        write("rules/pom.xml", pom("", "rules", ""));
        write("app/pom.xml", pom("g", "app", ""));

        assertThat(init().components().get("app").dependsOn()).containsExactly("rules");
    }

    @Test
    void shouldFindAParentBesideItsModules() throws Exception {
        write("parent/pom.xml", pom("", "parent", ""));
        write("app/pom.xml", pom("g", "app", ""));

        assertThat(init().components().get("app").dependsOn()).containsExactly("parent");
    }

    @Test
    void shouldFindPackagesOfNodeByAnotherNameOrByTheirDirectories() throws Exception {
        write("package.json", "{\"workspaces\": [\"packages/*\"]}");
        write("packages/core/package.json", "{\"name\": \"@shop/core\"}");
        write("packages/list/package.json", "{\"name\": \"@shop/list\"}");
        write("packages/ui/package.json", """
                {"name": "@shop/ui", "scripts": {"test": "x"}, "dependencies": {
                   "kernel": "workspace:@shop/core@*", "array": "file:../list", "@shop/list": "npm:left-pad@1"}}
                """);

        assertThat(init().components().get("@shop/ui").dependsOn()).containsExactly("@shop/core", "@shop/list");
    }

    @Test
    void shouldFindCratesThatAWorkspacePutsInPlaceOfThoseOfTheRegistry() throws Exception {
        write("Cargo.toml", """
                [workspace]
                members = ["app", "core"]
                [patch.crates-io]
                core = { path = "core" }
                """);
        write("core/Cargo.toml", "[package]\nname = \"core\"\n");
        write(
                "app/Cargo.toml",
                "[package]\nname = \"app\"\n[dependencies]\nkernel = { package = \"core\", version = \"1\" }\n");

        assertThat(init().components().get("app").dependsOn()).containsExactly("core");
    }

    @Test
    void shouldFindProjectsOfPythonThatExtrasName() throws Exception {
        write("core/pyproject.toml", """
                [project]
                name = "core"
                [project.optional-dependencies]
                http = ["transport"]
                all = ["core[http]"]
                """);
        write("transport/pyproject.toml", "[project]\nname = \"transport\"\n");
        write("app/pyproject.toml", "[project]\nname = \"app\"\ndependencies = [\"core[all] >= 1\"]\n");
        write("lean/pyproject.toml", "[project]\nname = \"lean\"\ndependencies = [\"core\"]\n");

        ComponentMap map = init();

        assertThat(map.components().get("app").dependsOn()).containsExactly("core", "transport");
        assertThat(map.components().get("lean").dependsOn()).containsExactly("core");
    }

    @Test
    void shouldKeepWhatTestsUseWhereThereIsNoJobYet() throws Exception {
        write("package.json", "{\"workspaces\": [\"*\"]}");
        write("core/package.json", "{\"name\": \"core\", \"devDependencies\": {\"mocks\": \"*\"}}");
        write("mocks/package.json", "{\"name\": \"mocks\"}");

        call("init");

        assertThat(Files.readString(top.resolve("components.yaml")))
                .contains("# jobs: {test: {dependsOn: [mocks]}}   # what its tests use");
    }

    private static String managed(String artifact, String scope) {
        return "<dependencyManagement>" + dependency(artifact, scope) + "</dependencyManagement>";
    }
}
