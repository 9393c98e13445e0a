package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository with manifests, for which {@code init} writes a map. */
abstract class FirstMapFixture {

    @TempDir
    Path top;

    @BeforeEach
    void createRepository() throws Exception {
        assertThat(new ProcessBuilder("git", "init", "-q", "-b", "main", top.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    void commit() throws Exception {
        for (List<String> command : List.of(
                List.of("git", "add", "--all"),
                List.of("git", "-c", "user.name=S", "-c", "user.email=s@example.org", "commit", "-q", "-m", "x"))) {
            assertThat(new ProcessBuilder(command)
                            .directory(top.toFile())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    static String pom(String parent, String artifact, String content) {
        return "<?xml version=\"1.0\"?><project>"
                + (parent.isEmpty()
                        ? "<groupId>g</groupId>"
                        : "<parent><groupId>g</groupId><artifactId>parent</artifactId></parent>")
                + "<artifactId>" + artifact + "</artifactId>" + content + "</project>";
    }

    static String dependency(String artifact, String scope) {
        return "<dependencies><dependency><groupId>${project.groupId}</groupId><artifactId>" + artifact
                + "</artifactId><scope>" + scope + "</scope></dependency></dependencies>";
    }

    static List<String> dependsOn(ComponentMap map, String component) {
        Component found = map.components().get(component);
        Job test = found.jobs().get("test");
        return test.settings().files().inputs().dependsOn();
    }

    /** The map that is written, which `check` accepts without a warning. */
    ComponentMap init() throws Exception {
        CliSession session = call("init");
        assertThat(session.exit()).as(session.err()).isEqualTo(ExitCode.DONE);
        assertThat(call("check").out()).startsWith("valid: ");
        return map();
    }

    ComponentMap map() throws Exception {
        return MapReader.read("components.yaml", Files.readAllBytes(top.resolve("components.yaml")));
    }

    void write(String path, String text) throws IOException {
        Path file = top.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    CliSession call(String... args) {
        return CliSession.in(top, args);
    }
}
