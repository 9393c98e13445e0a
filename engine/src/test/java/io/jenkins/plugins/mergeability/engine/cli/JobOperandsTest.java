package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.run.LocalPlatforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that are named on a platform, and the exit code where one cannot run on this machine. */
class JobOperandsTest {

    /** A platform of this machine. */
    private static final String HERE = LocalPlatforms.here().iterator().next();

    private DemoRepository demo;

    @BeforeEach
    void createRepository() throws Exception {
        demo = DemoRepository.create();
        Files.writeString(demo.directory().resolve("components.yaml"), """
                unmapped: nothing
                components:
                  air:
                    jobs:
                      test: {platforms: [%s, vax], run: echo tested}
                      publish: {needs: [test], run: echo published}
                      lint: echo linted
                """.formatted(HERE));
    }

    @AfterEach
    void removeRepository() throws IOException {
        demo.close();
    }

    @Test
    void shouldRunAJobOnTheNamedPlatformOnly() {
        CliSession session = call("run", "air/test@" + HERE, "--no-proofs");

        assertThat(session.out())
                .contains("air/test@" + HERE)
                .contains("1 passed")
                .doesNotContain("not runnable");
        assertThat(session.exit()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void shouldEndWithOneWhereARequestedJobCannotRunHere() {
        CliSession session = call("run", "air/test@vax", "--no-proofs");
        assertThat(session.exit()).isEqualTo(ExitCode.JOB_FAILED);
        assertThat(session.out()).endsWith("\nincomplete: a job that had to run did not\n");
        assertThat(call("run", "air/test@vax", "--no-proofs", "--format", "json")
                        .out())
                .contains("\"outcome\" : \"incomplete\"");
        assertThat(call("run", "air/test", "--no-proofs").exit()).isEqualTo(ExitCode.JOB_FAILED);
        assertThat(call("run", "air/test", "--platform", "vax", "--no-proofs").exit())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void shouldEndWithOneWhereANeededJobCannotRunHere() {
        CliSession session = call("run", "air/test@" + HERE, "air/publish", "--no-proofs");

        assertThat(session.out()).contains("needs air/test@vax, which cannot run on this machine");
        assertThat(session.exit()).isEqualTo(ExitCode.JOB_FAILED);
    }

    @Test
    void shouldEndWithZeroWhereAJobThatNobodyRequestedCannotRunHere() throws IOException {
        Path map = demo.directory().resolve("components.yaml");
        Files.writeString(map, Files.readString(map).replaceAll(".*publish.*\n", ""));

        assertThat(call("run", "--all", "--no-proofs").exit()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void shouldExplainAJobOnAPlatform() {
        assertThat(call("explain", "air/test@vax", "--all").out())
                .contains("air/test@vax")
                .doesNotContain("air/test@" + HERE)
                .doesNotContain("air/lint");
    }

    @Test
    void shouldKnowComponentsThatAreCalledAsPackagesAre() throws IOException {
        Files.writeString(demo.directory().resolve("components.yaml"), """
                unmapped: nothing
                components:
                  "@vue/shared": {root: ., jobs: {test: {platforms: [%s], dir: /air, run: ls}, lint: echo linted}}
                  packages/x: {root: air, jobs: {test: {needs: ["@vue/shared/test"], run: ls}}}
                """.formatted(HERE));

        CliSession session = call("run", "@vue/shared/test@" + HERE, "packages/x", "--no-proofs");
        assertThat(session.out()).contains("@vue/shared/test@" + HERE).contains("2 passed");
        assertThat(session.exit()).isEqualTo(ExitCode.DONE);
        assertThat(call("explain", "packages/x/test", "--all").out())
                .contains("packages/x/test: ")
                .doesNotContain("lint");
        assertThat(call("run", "@vue/shard").err()).contains("did you mean '@vue/shared'?");
        assertThat(call("run", "@vue/shared/tset").err()).contains("no job of @vue/shared named 'tset'");
        assertThat(call("run", "packages/x@" + HERE).err()).contains("packages/x is a component: name a job of it");
    }

    @Test
    void shouldSuggestAPlatform() {
        assertThat(call("run", "air/test@vaxx").err())
                .contains("air/test does not run on a platform named 'vaxx'" + ": did you mean 'vax'?");
        assertThat(call("explain", "air/lint@vax").err()).contains("air/lint has no platforms: name it without '@vax'");
        assertThat(call("run", "air/lint@vax").exit()).isEqualTo(ExitCode.BAD_INPUT);
    }

    private CliSession call(String... args) {
        return CliSession.in(demo.directory(), args);
    }
}
