package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class InitCommandTest extends FirstMapFixture {

    @Test
    void shouldWriteTheMapOfAWorkspaceOfPnpm() throws Exception {
        write("package.json", "{\"private\": true}");
        write("pnpm-workspace.yaml", "packages:\n  - './packages/*'\n  - '!packages/old'\n");
        write("packages/core/package.json", "{\"name\": \"@shop/core\", \"scripts\": {\"test\": \"vitest\"}}");
        write("packages/ui/package.json", """
                {"name": "@shop/ui", "scripts": {"test": "vitest"}, "dependencies": {"@shop/core": "workspace:*"},
                 "devDependencies": {"@shop/mocks": "*", "left-pad": "1"}}
                """);
        write(
                "packages/mocks/package.json",
                "{\"name\": \"@shop/mocks\", \"peerDependencies\": {\"@shop/ui\": \"*\"}}");
        write("packages/old/package.json", "{\"name\": \"old\"}");
        write("pnpm-lock.yaml", "lockfileVersion: '9.0'");
        write("packages/ui/node_modules/x/package.json", "{\"name\": \"x\"}");

        ComponentMap map = init();

        assertThat(map.components().keySet()).containsExactly("@shop/core", "@shop/mocks", "@shop/ui");
        assertThat(map.lockfiles()).containsExactly("pnpm-lock.yaml");
        assertThat(map.components().get("@shop/ui").root()).isEqualTo("packages/ui");
        assertThat(map.components().get("@shop/ui").dependsOn()).containsExactly("@shop/core");
        assertThat(dependsOn(map, "@shop/ui")).containsExactly("@shop/mocks");
        assertThat(map.components().get("@shop/mocks").jobs()).isEmpty();
        assertThat(Files.readString(top.resolve("components.yaml"))).contains("pnpm install --frozen-lockfile");
    }

    @Test
    void shouldWriteTheMapOfModulesOfMaven() throws Exception {
        write("pom.xml", pom("", "parent", "<modules><module>core</module><module>tools</module></modules>"));
        write("core/pom.xml", pom("g", "shop-core", dependency("shop-mocks", "test")));
        write("tools/pom.xml", pom("g", "shop-tools", "<modules><module>mocks</module></modules>"));
        write("tools/mocks/pom.xml", pom("g", "shop-mocks", dependency("shop-core", "compile")));
        write("core/src/test/resources/pom.xml", pom("g", "fixture", ""));

        ComponentMap map = init();

        assertThat(map.components().keySet()).containsExactly("shop-core", "shop-mocks", "shop-tools");
        assertThat(map.components().get("shop-mocks").dependsOn()).containsExactly("shop-core");
        assertThat(dependsOn(map, "shop-core")).containsExactly("shop-mocks");
        assertThat(map.components().get("shop-tools").paths()).containsExactly("tools/**", "!tools/mocks/**");
    }

    @Test
    void shouldWriteTheMapOfAWorkspaceOfCargo() throws Exception {
        write("Cargo.toml", """
                [workspace]
                members = ["crates/*"]
                exclude = ["crates/old"]
                [workspace.dependencies]
                core = { path = "crates/core" }
                [package]
                name = "app"
                [dependencies]
                core.workspace = true
                """);
        write("src/main.rs", "");
        write(
                "crates/core/Cargo.toml",
                "[package]\nname = \"core\"\n[dev-dependencies]\nmock = { path = \"../mock\" }\n");
        write("crates/mock/Cargo.toml", """
                [package]
                name = "mock"
                [target.'cfg(unix)'.dependencies]
                core = { workspace = true }
                """);
        write("crates/old/Cargo.toml", "[package]\nname = \"old\"\n");

        ComponentMap map = init();

        assertThat(map.components().keySet()).containsExactly("app", "core", "mock");
        assertThat(map.components().get("app").dependsOn()).containsExactly("core");
        assertThat(map.components().get("app").paths()).startsWith("src/**");
        assertThat(map.components().get("mock").dependsOn()).containsExactly("core");
        assertThat(dependsOn(map, "core")).containsExactly("mock");
    }

    @Test
    void shouldWriteTheMapOfModulesOfGo() throws Exception {
        write("go.work", "go 1.22\nuse (\n\t./api\n\t./lib // shared\n)\n");
        write(
                "api/go.mod",
                "module example.org/api\nrequire (\n\texample.org/lib v0.0.0\n\tgolang.org/x/y v1.0.0\n)\n");
        write("lib/go.mod", "module example.org/lib\n");
        write(
                "tool/go.mod",
                "module example.org/tool\nrequire example.org/lib v1.0.0\nreplace example.org/lib => ../lib\n");

        ComponentMap map = init();

        assertThat(map.components().keySet()).containsExactly("api", "lib", "tool");
        assertThat(map.components().get("api").dependsOn()).containsExactly("lib");
        assertThat(map.components().get("tool").dependsOn()).containsExactly("lib");
    }

    @Test
    void shouldWriteTheMapOfProjectsOfPython() throws Exception {
        write("pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n");
        write("uv.lock", "");
        write(
                "packages/core/pyproject.toml",
                "[project]\nname = \"shop.core\"\n[dependency-groups]\ntest = [\"shop-mocks>=1\"]\n");
        write(
                "packages/mocks/pyproject.toml",
                "[project]\nname = \"shop-mocks\"\ndependencies = [\"Shop_Core[all] ~= 1\", \"x\"]\n");
        write(
                "packages/app/pyproject.toml",
                "[tool.poetry]\nname = \"shop-app\"\n[tool.poetry.dependencies]\nshop-core = \"*\"\n");
        write("packages/old/setup.py", "");
        write("packages/app/test-requirements.txt", "pytest==8\n-e packages/mocks\n");

        ComponentMap map = init();

        assertThat(map.components().keySet()).containsExactly("shop-app", "shop-mocks", "shop.core");
        assertThat(map.components().get("shop-mocks").dependsOn()).containsExactly("shop.core");
        assertThat(map.components().get("shop-app").dependsOn()).containsExactly("shop.core");
        assertThat(dependsOn(map, "shop.core")).containsExactly("shop-mocks");
        assertThat(dependsOn(map, "shop-app")).containsExactly("shop-mocks");
    }

    @Test
    void shouldWriteTheMapOfProjectsOfGradle() throws Exception {
        write("settings.gradle.kts", """
                include(":core", ":lib:my-util")
                include("app")
                project(":app").projectDir = file("apps/main")
                """);
        write("core/build.gradle.kts", "dependencies { testImplementation(project(\":lib:my-util\")) }");
        write("lib/my-util/build.gradle", "dependencies { api project(path: ':core') }");
        write("apps/main/build.gradle.kts", "dependencies { implementation(projects.lib.myUtil) }");

        ComponentMap map = init();

        assertThat(map.components().keySet()).containsExactly("app", "core", "lib/my-util");
        assertThat(map.components().get("app").root()).isEqualTo("apps/main");
        assertThat(map.components().get("app").dependsOn()).containsExactly("lib/my-util");
        assertThat(map.components().get("lib/my-util").dependsOn()).containsExactly("core");
        assertThat(dependsOn(map, "core")).containsExactly("lib/my-util");
    }

    @Test
    void shouldWriteTheMapOfAnUmbrellaOfMix() throws Exception {
        write("mix.exs", "def project, do: [apps_path: \"apps\"]");
        write(
                "apps/air/mix.exs",
                "[app: :air, deps: [{:bom, in_umbrella: true}, {:mocks, in_umbrella: true, only: :test}]]");
        write("apps/bom/mix.exs", "[app: :bom]");
        write("apps/mocks/mix.exs", "[app: :mocks, deps: [{:air, path: \"../air\"}, {:jason, \"~> 1.0\"}]]");

        ComponentMap map = init();

        assertThat(map.components().keySet()).containsExactly("air", "bom", "mocks");
        assertThat(map.components().get("air").dependsOn()).containsExactly("bom");
        assertThat(dependsOn(map, "air")).containsExactly("mocks");
        assertThat(map.components().get("mocks").dependsOn()).containsExactly("air");
    }

    @Test
    void shouldLetPackagesOfACycleAffectEachOther() throws Exception {
        write("package.json", "{\"workspaces\": [\"a\", \"b\", \"c\"]}");
        write("a/package.json", "{\"name\": \"a\", \"scripts\": {\"test\": \"x\"}, \"dependencies\": {\"b\": \"*\"}}");
        write(
                "b/package.json",
                "{\"name\": \"b\", \"scripts\": {\"test\": \"x\"}, \"dependencies\": {\"a\": \"*\", \"c\": \"*\"}}");
        write("c/package.json", "{\"name\": \"c\", \"scripts\": {\"test\": \"x\"}}");

        CliSession session = call("init");

        assertThat(session.err()).contains("a, b depend on each other in a cycle");
        ComponentMap map = map();
        assertThat(map.components().get("a").affects().components()).containsExactly("b");
        assertThat(map.components().get("a").dependsOn()).containsExactly("c");
        assertThat(map.components().get("b").dependsOn()).containsExactly("c");
    }

    @Test
    void shouldSayWhatItDidNotUnderstandAndKeepTheRest() throws Exception {
        write("go.mod", "module example.org/app\n");
        write("web/package.json", "{");
        write("lib/Cargo.toml", "[package");
        write("old/pom.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><project>&e;</project>");
        write("settings.gradle", "['a', 'b'].each { include it }");

        CliSession session = call("init");

        assertThat(session.err())
                .contains("web/package.json could not be read")
                .contains("lib/Cargo.toml could not be read")
                .contains("old/pom.xml could not be read")
                .contains("settings.gradle includes projects by a program");
        assertThat(session.exit()).isEqualTo(ExitCode.DONE);
        assertThat(map().components()).containsKey("app");
    }

    @Test
    void shouldReplayTheLastCommits() throws Exception {
        write("a/go.mod", "module example.org/a\n");
        write("b/go.mod", "module example.org/b\n");
        commit();
        write("a/x.go", "package a");
        commit();
        write("Makefile", "all:");
        commit();

        assertThat(call("init").out())
                .contains("the last 2 commits would have affected 1.5 of 2 components on average, and 1 of them all")
                .contains("no component claims Makefile, which 1 of them changed");
    }

    @Test
    void shouldReplayTheHistoryByTheMapAsItIsNow() throws Exception {
        write("a/go.mod", "module example.org/a\n");
        write("b/go.mod", "module example.org/b\n");
        write("components.yaml", """
                version: 1
                ignore: ["*.md"]
                components:
                  a: {jobs: {test: {run: go test, outputs: []}}}
                  b: {dependsOn: [a], jobs: {test: {run: go test, outputs: []}}}
                  c: {dependsOn: [b], jobs: {test: {run: go test, outputs: []}}}
                """);
        commit();
        write("a/x.go", "package a");
        commit();
        write("a/x.go", "package a // again");
        commit();
        write("b/y.go", "package b");
        commit();
        write("Makefile", "all:");
        commit();
        write("read.md", "text");
        commit();

        String text = call("plan", "--history", "10").out();
        assertThat(text)
                .contains("the last 5 commits, compared with the first parent")
                .contains("affected: median 3, mean 2.2 of 3 components; nothing by 1 commit, everything by 3")
                .containsPattern("(?m)^b +4  a/x.go 2, Makefile 1 and 1 more$")
                .containsPattern("(?m)^a +3  a/x.go 2, Makefile 1$")
                .containsPattern("(?m)^ +6 components in 2 commits: a/x.go$");
        assertThat(call("plan", "--history", "2").out())
                .contains("the last 2 commits")
                .contains("everything by 1");
        assertThat(call("plan", "--history", "1", "--head", "HEAD~1").out()).contains("in 1 commit: Makefile");

        JsonNode json = new ObjectMapper()
                .readTree(call("plan", "--history", "10", "--format", "json").out());
        assertThat(json.get("commits")).hasSize(5);
        assertThat(json.get("commits").get(2).get("affected").toString()).isEqualTo("[\"b\",\"c\"]");
        assertThat(json.get("components").get(0).get("commits").asInt()).isEqualTo(4);
        assertThat(json.get("causes").get(0).toString())
                .isEqualTo("{\"cause\":\"a/x.go\",\"commits\":2,\"components\":6}");
    }

    @Test
    void shouldSayWhichCommitsOfTheHistoryTheMapRefuses() throws Exception {
        write("a/x.go", "package a");
        commit();
        write("Makefile", "all:");
        commit();
        write("components.yaml", """
                version: 1
                unmapped: error
                components: {a: {jobs: {test: {run: go test, outputs: []}}}}
                """);

        assertThat(call("plan", "--history", "5").out())
                .contains("refused: 1 of them change paths that no component claims")
                .contains("such as Makefile");
        assertThat(call("plan", "--history", "0").err()).contains("--history takes a whole number of at least 1");
        assertThat(call("plan", "--history", "5", "--all").err()).contains("--history excludes --base");
    }

    @Test
    void shouldEndWithACommandThatShowsWhatTheLastCommitAffects() throws Exception {
        write("a/go.mod", "module example.org/a\n");
        write("b/go.mod", "module example.org/b\n");
        commit();
        write("a/x.go", "package a");
        commit();

        assertThat(call("init").out())
                .contains("the last commit would have affected 1.0 of 2 components")
                .contains("plan --map components.yaml --base HEAD~1 --head HEAD`");
        assertThat(call("plan", "--map", "components.yaml", "--base", "HEAD~1", "--head", "HEAD")
                        .out())
                .contains("1 of 2 components affected");
    }

    @Test
    void shouldOverwriteNothing() throws Exception {
        write("go.mod", "module example.org/app\n");
        write("components.yaml", "mine");

        CliSession session = call("init");

        assertThat(session.err()).contains("components.yaml exists already, and nothing is overwritten");
        assertThat(session.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(top.resolve("components.yaml")).hasContent("mine");
        assertThat(call("init", "--map", "draft.yaml").exit()).isEqualTo(ExitCode.DONE);
        assertThat(top.resolve("draft.yaml")).content().contains("kind: go");
    }

    @Test
    void shouldRefuseARepositoryWithoutManifests() throws Exception {
        write("README.md", "nothing");

        assertThat(call("init").err()).contains("there is no manifest to make a component map from");
        assertThat(top.resolve("components.yaml")).doesNotExist();
    }
}
