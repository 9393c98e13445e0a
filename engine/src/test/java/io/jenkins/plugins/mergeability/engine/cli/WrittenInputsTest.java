package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are written while a job runs. */
class WrittenInputsTest {

    private DemoRepository demo;

    @BeforeEach
    void createRepository() throws Exception {
        demo = DemoRepository.create();
    }

    @AfterEach
    void removeRepository() throws IOException {
        demo.close();
    }

    private Path file(String name) {
        return demo.directory().resolve(name);
    }

    private CliSession run(String job, String command) throws IOException {
        Files.writeString(file("components.yaml"), """
                unmapped: nothing
                components:
                  air:
                    jobs:
                      test: {inputs: {local: [.env]}, run: %s}
                      after: {needs: [test], outputs: [], run: %s}
                  bom: {jobs: {test: {outputs: [], run: %s}}}
                """.formatted(
                        job.equals("air/test") ? command : "'true'",
                        job.equals("air/after") ? command : "'true'",
                        job.equals("bom/test") ? command : "'true'"));
        CliSession session = CliSession.in(demo.directory(), "run", "--all");
        assertThat(session.exit()).isEqualTo(ExitCode.DONE);
        return session;
    }

    @Test
    void shouldNotProveAJobWhileWhichAFileWasWrittenAndPutBack() throws Exception {
        String restore = "\"cp -p greeting.sh ../keep; echo broken > greeting.sh; cat ../keep > greeting.sh;"
                + " touch -r ../keep greeting.sh; rm ../keep\"";

        assertThat(run("air/test", restore).out())
                .contains("passed, but not proven: air/greeting.sh was written while it ran, so it may have read"
                        + " something else than was planned");
    }

    @Test
    void shouldNotProveAJobThatFoundWhatWasMadeOfSuchAFile() throws Exception {
        Files.writeString(file(".git/info/exclude"), "air/out/\n");
        String make = "cp -p greeting.sh ../keep; echo good > greeting.sh; mkdir -p out; cp greeting.sh out/;"
                + " cat ../keep > greeting.sh; rm ../keep";
        String map = """
                unmapped: nothing
                components:
                  air:
                    jobs: {make: {outputs: [out/**], run: %s}}
                  bom:
                    dependsOn: air
                    jobs: {test: {needs: air/make, outputs: [], run: grep -q good ../air/out/greeting.sh}}
                """;
        Files.writeString(file("components.yaml"), map.formatted('"' + make + '"'));

        CliSession first = CliSession.in(demo.directory(), "run", "--all");

        assertThat(first.out())
                .contains("air/greeting.sh was written while it ran")
                .contains("passed, but not proven: it needs air/make, which is not proven");
        assertThat(CliSession.in(demo.directory(), "plan", "--all").out()).doesNotContain("proven");
    }

    @Test
    void shouldNotProveAJobWhoseFileWasReplaced() throws Exception {
        assertThat(run("air/after", "\"cp -p greeting.sh x; mv x greeting.sh\"").out())
                .contains("air/after")
                .contains("not proven: air/greeting.sh was written while it ran");
    }

    @Test
    void shouldNameTheFileThatTheJobChanged() throws Exception {
        assertThat(run("air/test", "\"echo x >> greeting.sh\"").out())
                .contains("passed, but not proven: its inputs changed while it ran: air/greeting.sh");
    }

    @Test
    void shouldNotProveAJobWhoseLocalInputWasWritten() throws Exception {
        Files.writeString(file(".git/info/exclude"), ".env\n");
        Files.writeString(file("air/.env"), "A=1\n");

        assertThat(run("air/test", "\"touch .env\"").out()).contains("not proven: air/.env was written while it ran");
    }

    @Test
    void shouldProveJobsAlthoughOtherFilesWereWritten() throws Exception {
        assertThat(run("bom/test", "\"mkdir -p ../target; touch ../target/x; touch ../components.yaml\"")
                        .out())
                .contains("3 passed")
                .doesNotContain("not proven");
        assertThat(CliSession.in(demo.directory(), "plan", "--all").out()).contains("nothing to run, 3 proven");
    }
}
