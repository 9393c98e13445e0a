package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a plan in a process of its own does to be quick, and that nothing gets lost by it. */
@DisabledOnOs(OS.WINDOWS)
class QuickStartTest {

    private static final String MAP = """
            components:
              lib:
                jobs:
                  compile: make
                  test: {needs: [compile], run: make test}
              app:
                dependsOn: [lib]
                jobs:
                  compile: {needs: [^compile], run: make}
                  test: {needs: [compile, lib/test], platforms: [linux, macos], run: make test}
            """;

    @TempDir
    private Path directory;

    private SampleRepository repository;

    @BeforeEach
    void createRepository() throws Exception {
        repository = new SampleRepository(directory.resolve("repository"));
        repository.write("components.yaml", MAP);
        repository.write("lib/a", "1");
        repository.write("app/a", "1");
        repository.commit();
        repository.write("lib/a", "2");
        repository.write("app/a", "2");
        repository.commit();
    }

    /** The first use of a generated method of a record takes about 20 ms, because code is generated for it then. */
    @Test
    void shouldPlanWithoutGeneratedMethodsOfRecords() throws Exception {
        plan(repository.top());

        List<String> loaded = plan(repository.top());

        assertThat(loaded).anyMatch(line -> line.contains("plan.Reason "));
        assertThat(loaded).noneMatch(line -> line.contains("java.lang.runtime.ObjectMethods"));
    }

    @Test
    void shouldReadACachedMapBeforeGitAnswers() throws Exception {
        assertThat(plan(repository.top())).anyMatch(line -> line.contains("map.read.MapReader "));

        assertThat(plan(repository.top())).noneMatch(line -> line.contains("map.read.MapReader "));
    }

    /** Git goes past a directory of this name that is no repository, such as one that a failed clone left. */
    @Test
    void shouldUseTheRepositoryThatGitFinds() throws Exception {
        repository.write("app/components.yaml", "components: {other: {root: ., jobs: {test: make}}}");
        Path inside = Files.createDirectories(repository.top().resolve("app/.git"));

        plan(inside.getParent());

        assertThat(repository.top().resolve(".git/mergeability/cache")).isNotEmptyDirectory();
        assertThat(inside).isEmptyDirectory();
    }

    /** Plans the last commit in a process of its own, and returns which classes it loaded. */
    private List<String> plan(Path current) throws IOException, InterruptedException {
        Path log = directory.resolve("classes.log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load=info:file=" + log,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "plan",
                "--format",
                "json",
                "--base",
                "HEAD~1");
        Process process = new ProcessBuilder(command)
                .directory(current.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("\"name\":\"app\"");
        return Files.readAllLines(log);
    }
}
