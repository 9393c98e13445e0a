package io.jenkins.plugins.mergeability.engine.run;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.parallel;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.run.process.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of a job do, and their results. */
class RunnerTest {

    @TempDir
    private Path temporary;

    private Machine machine;

    @BeforeEach
    void setUp() throws IOException {
        machine = new Machine(temporary);
    }

    private static List<String> names(JobResult job) {
        return job.execution().commands().stream().map(CommandResult::name).toList();
    }

    @Test
    void shouldPassWhenEveryCommandEndsWithZero() throws IOException {
        JobResult job = machine.runOnly(new TestPlan().job("air/test", sequence("echo one", "echo two >&2")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(job.reason()).isEmpty();
        assertThat(job.execution().attempts()).isEqualTo(1);
        assertThat(job.execution().failures()).isEmpty();
        assertThat(names(job)).containsExactly("1", "2");
        assertThat(Machine.log(job.execution().commands().get(0))).isEqualTo("one\n");
        assertThat(Machine.log(job.execution().commands().get(1))).isEqualTo("two\n");
    }

    @Test
    void shouldStopASequenceAtItsFirstFailure() throws IOException {
        JobResult job = machine.runOnly(new TestPlan().job("air/test", sequence("true", "exit 3", "touch never")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(job.reason()).isEqualTo("2: exit code 3");
        assertThat(names(job)).containsExactly("1", "2");
        assertThat(job.execution().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.exitCode()).isEqualTo(OptionalInt.of(3));
            assertThat(failure.outcome()).isEqualTo(CommandOutcome.FAILED);
        });
        assertThat(machine.repository().resolve("never")).doesNotExist();
    }

    @Test
    void shouldRunAllBranchesOfAParallelAndCollectAllFailures() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        sequence(
                                "true",
                                parallel(
                                        sequence(options().name("test"), "true", "exit 1", "touch never"),
                                        command("touch dev", options().name("dev")),
                                        command("exit 2", options().name("prod"))))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(job.execution().failures())
                .extracting(CommandResult::name)
                .containsExactly("parallel/test/2", "parallel/prod");
        assertThat(job.reason()).isEqualTo("parallel/test/2: exit code 1 (and 1 more)");
        assertThat(names(job))
                .containsExactly("1", "parallel/test/1", "parallel/test/2", "parallel/dev", "parallel/prod");
        assertThat(job.execution().commands())
                .extracting(CommandResult::position)
                .containsExactly(1, 2, 3, 5, 6);
        assertThat(machine.repository().resolve("dev")).exists();
        assertThat(machine.repository().resolve("never")).doesNotExist();
    }

    @Test
    void shouldEndTheOtherBranchesOfAParallelThatFailsFast() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        parallel(
                                options().failFast(),
                                "echo $$ > pid; touch running; exec sleep 1000",
                                "until test -e running; do :; done; exit 5",
                                sequence("until test -e running; do :; done; sleep 1000", "touch never"))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(job.execution().failures()).extracting(CommandResult::name).containsExactly("2");
        assertThat(job.execution().commands())
                .extracting(CommandResult::outcome)
                .containsExactly(CommandOutcome.ENDED, CommandOutcome.FAILED, CommandOutcome.ENDED);
        assertThat(machine.isAlive("pid")).isFalse();
    }

    @Test
    void shouldNotStartBranchesThatWaitWhenAParallelFailsFast() throws IOException {
        JobResult job = machine.with(machine.options().withJobs(1))
                .runOnly(
                        new TestPlan().job("air/test", parallel(options().failFast(), "exit 1", "touch a", "touch b")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(machine.repository()).isEmptyDirectory();
    }

    @Test
    void shouldRetryAFailingBlockAndCallThePassFlaky() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        sequence(
                                "echo x >> before",
                                command(
                                        "echo x >> tries; test $(wc -l < tries) -ge 3",
                                        options().retry(2)))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(job.execution().flaky()).isTrue();
        assertThat(job.execution().attempts()).isEqualTo(1);
        assertThat(machine.read("before")).hasLineCount(1);
        assertThat(job.execution().commands())
                .extracting(CommandResult::attempt)
                .containsExactly(1, 1, 2, 3);
        assertThat(job.execution().commands())
                .extracting(CommandResult::outcome)
                .containsExactly(
                        CommandOutcome.PASSED, CommandOutcome.FAILED, CommandOutcome.FAILED, CommandOutcome.PASSED);
        assertThat(job.execution().commands())
                .extracting(c -> c.log().orElseThrow().getFileName().toString())
                .containsExactly("01-1.log", "02-2.log", "02-2.2.log", "02-2.3.log");
    }

    @Test
    void shouldFailWhenTheLastTryFails() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job("air/test", command("echo x >> tries; exit 4", options().retry(2))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(job.execution().flaky()).isFalse();
        assertThat(machine.read("tries")).hasLineCount(3);
        assertThat(job.execution().failures())
                .extracting(CommandResult::attempt)
                .containsExactly(3);
    }

    @Test
    void shouldRetryAWholeJob() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job("air/test", options().retry(1), sequence("echo x >> tries", "test $(wc -l < tries) -ge 2")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(job.execution().flaky()).isTrue();
        assertThat(job.execution().attempts()).isEqualTo(2);
        assertThat(job.execution().commands()).hasSize(4);
    }

    @Test
    void shouldGoOnAfterAFailureThatABlockAllows() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job("air/test", sequence(command("exit 1", options().allowFailure()), "touch after")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(job.execution().flaky()).isFalse();
        assertThat(job.execution().failures()).isEmpty();
        assertThat(job.execution().commands().get(0).allowed()).isTrue();
        assertThat(job.execution().commands().get(0).outcome()).isEqualTo(CommandOutcome.FAILED);
        assertThat(machine.repository().resolve("after")).exists();
    }

    @Test
    void shouldShowButNotCountTheFailureOfAJobThatMayFail() throws IOException {
        RunResult result = machine.run(new TestPlan()
                .job("air/lint", options().allowFailure(), command("exit 1"))
                .job("air/test", "touch ran", "air/lint"));

        assertThat(Machine.job(result, "air/lint").outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(Machine.job(result, "air/lint").allowed()).isTrue();
        assertThat(Machine.job(result, "air/test").outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(result.failed()).isFalse();
    }

    @Test
    void shouldGiveTheInnermostEnvironmentDirectoryAndShell() throws IOException {
        Files.createDirectories(machine.repository().resolve("air/inner"));
        String show = "echo $A $B $C ${PWD##*/} ${BASH_VERSION:+bash}";
        JobResult job = machine.runOnly(new TestPlan()
                .root("air", "air")
                .job(
                        "air/test",
                        options().env("A", "job", "B", "job", "C", "job"),
                        sequence(
                                options().env("B", "block", "C", "block").shell(Shell.BASH),
                                command(show),
                                command(
                                        show,
                                        options()
                                                .env("C", "command")
                                                .dir("inner")
                                                .shell(Shell.SH)))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(Machine.log(job.execution().commands().get(0))).isEqualTo("job block block air bash\n");
        assertThat(Machine.log(job.execution().commands().get(1))).isEqualTo("job block command inner\n");
    }

    @Test
    void shouldTellACommandWhatItIsPartOf() throws IOException {
        JobResult job = machine.with(machine.options().withPlatforms(java.util.Set.of("here")))
                .runOnly(
                        new TestPlan()
                                .job(
                                        "air/test@here",
                                        "echo $MERGEABILITY_COMPONENT $MERGEABILITY_JOB $MERGEABILITY_PLATFORM; test $MERGEABILITY_ROOT = $PWD"));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(Machine.log(job.execution().commands().get(0))).isEqualTo("air test here\n");
    }

    @Test
    void shouldGiveCommandsNothingToRead() throws IOException {
        JobResult job = machine.runOnly(new TestPlan().job("air/test", "cat; read line || echo end"));

        assertThat(Machine.log(job.execution().commands().get(0))).isEqualTo("end\n");
    }

    @Test
    void shouldFailWithoutMakingADirectoryThatIsMissing() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .root("air", "air")
                .job("air/test", command("true", options().dir("inner"))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(job.reason())
                .isEqualTo("1: the directory `air/inner` does not exist in the repository:"
                        + " correct the component's `root` or the `dir`");
        assertThat(job.execution().failures())
                .extracting(CommandResult::outcome)
                .containsExactly(CommandOutcome.NOT_STARTED);
        assertThat(job.execution().failures().get(0).log()).isEmpty();
        assertThat(machine.repository()).isEmptyDirectory();
    }

    @Test
    void shouldFailWhenADirectoryVanishesOnTheWay() throws IOException {
        Files.createDirectories(machine.repository().resolve("air"));
        JobResult job =
                machine.runOnly(new TestPlan().root("air", "air").job("air/test", sequence("rm -r ../air", "true")));

        assertThat(job.reason()).startsWith("2: the directory `air` does not exist");
    }

    @Test
    void shouldRefuseADirectoryOutsideOfTheRepository() throws IOException {
        JobResult job = machine.runOnly(
                new TestPlan().job("air/test", command("true", options().dir("../.."))));

        assertThat(job.reason()).isEqualTo("1: the directory `../..` is outside of the repository");
    }

    @Test
    void shouldEndWhenADirectoryHasANameThisSystemCannotHave() throws IOException {
        JobResult job = machine.runOnly(
                new TestPlan().job("air/test", command("true", options().dir("a\0b"))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(job.reason()).contains("is not a valid path on this system").contains("LC_ALL=C.UTF-8");
    }

    @Test
    void shouldGiveCommandsTheLocaleThatTheLauncherHasReplaced() {
        Map<String, String> had = new HashMap<>(Map.of("LC_ALL", "C.UTF-8", "MERGEABILITY_LC_ALL", "C"));
        Launcher.restoreLocale(had);
        assertThat(had).isEqualTo(Map.of("LC_ALL", "C"));

        Map<String, String> hadNone = new HashMap<>(Map.of("LC_ALL", "C.UTF-8", "MERGEABILITY_LC_ALL", ""));
        Launcher.restoreLocale(hadNone);
        assertThat(hadNone).isEmpty();

        Map<String, String> notReplaced = new HashMap<>(Map.of("LC_ALL", "de_DE.UTF-8"));
        Launcher.restoreLocale(notReplaced);
        assertThat(notReplaced).containsEntry("LC_ALL", "de_DE.UTF-8");
    }

    @Test
    void shouldFollowSymbolicLinks() throws IOException {
        Files.createDirectories(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(machine.repository().resolve("air"), temporary.resolve("elsewhere"));
        JobResult job = machine.runOnly(new TestPlan().root("air", "air").job("air/test", "touch here"));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(temporary.resolve("elsewhere/here")).exists();
    }

    @Test
    void shouldSayThatAShellIsMissing() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job("air/test", command("dir", options().shell(Shell.CMD))));

        assertThat(job.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(job.reason())
                .isEqualTo("1: the shell `cmd` is not installed here (not found on PATH): install it,"
                        + " or name another `shell`");
    }

    @Test
    void shouldStopAScriptAtItsFirstFailingLine() throws IOException {
        RunResult result = machine.run(new TestPlan()
                .job("air/sh", "false\ntouch never")
                .job("air/bash", command("false | true\ntouch never", options().shell(Shell.BASH))));

        assertThat(result.count(JobOutcome.FAILED)).isEqualTo(2);
        assertThat(machine.repository().resolve("never")).doesNotExist();
    }

    @Test
    void shouldNameTheSignalThatEndedACommand() throws IOException {
        JobResult job = machine.runOnly(new TestPlan().job("air/test", "kill -SEGV $$"));

        assertThat(job.reason()).isEqualTo("test: exit code 139 (SIGSEGV)");
    }

    @Test
    void shouldRunCommandsTooLongForAnArgument() throws IOException {
        JobResult job = machine.runOnly(new TestPlan().job("air/test", "# " + "x".repeat(300_000) + "\necho done"));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(Machine.log(job.execution().commands().get(0))).isEqualTo("done\n");
    }

    @Test
    void shouldKeepLogsApartWhateverCommandsWrite() throws IOException {
        JobResult job = machine.runOnly(new TestPlan()
                .job(
                        "air/test",
                        parallel(
                                "head -c 50000000 /dev/zero | tr '\\0' a",
                                "printf '\\000\\377\\033[2J\\r'",
                                "exec >&- 2>&-; exit 0",
                                "for i in 1 2 3; do echo out $i; echo err $i >&2; done")));

        assertThat(job.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(job.execution().commands().get(0).log().orElseThrow()).hasSize(50_000_000);
        assertThat(Files.readAllBytes(job.execution().commands().get(1).log().orElseThrow()))
                .containsExactly(0, 0xff, 27, '[', '2', 'J', '\r');
        assertThat(Machine.log(job.execution().commands().get(2))).isEmpty();
        assertThat(Machine.log(job.execution().commands().get(3)))
                .isEqualTo("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
    }

    @Test
    void shouldPutLogsWhereTheyAreFound() throws IOException {
        JobResult job = machine.with(machine.options().withPlatforms(java.util.Set.of("here")))
                .runOnly(new TestPlan()
                        .job("air/test@here", parallel(sequence(options().name("a b/c"), "true"))));

        Path log = job.execution().commands().get(0).log().orElseThrow();
        assertThat(machine.runs().relativize(log).subpath(1, 4)).isEqualTo(Path.of("air/test@here/01-a-b-c-1.log"));
    }
}
