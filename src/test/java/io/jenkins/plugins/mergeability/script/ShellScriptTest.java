package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs generated scripts in a shell, and reads their results. */
class ShellScriptTest {

    private static final JobKey JOB = new JobKey("air", "test", Optional.of("linux"));

    @TempDir
    private Path directory;

    private static Part.ScriptCommand command(
            int position, String run, Map<String, String> env, String dir, int retries, boolean continueOnFailure) {
        return new Part.ScriptCommand(
                position, "" + position, run, env, dir, Optional.empty(), retries, continueOnFailure, false);
    }

    private static Part.ScriptCommand command(int position, String run) {
        return command(position, run, Map.of(), ".", 0, false);
    }

    private record Run(ScriptResults results, String log) {}

    private Run run(Part.ScriptCommand... commands) throws Exception {
        return run(HiddenVariables.NONE, commands);
    }

    private Run run(HiddenVariables hidden, Part.ScriptCommand... commands) throws Exception {
        OutcomeTokens tokens = new OutcomeTokens("secret");
        String script = ShellScript.of(
                new JobScript(JOB, List.of(commands), Shell.SH, commands.length, tokens, WorkspaceCare.NONE), hidden);
        String output = output(script);
        return new Run(
                ScriptResults.read(output, List.of(commands), tokens, WorkspaceCare.NONE, position -> 0),
                read(directory.resolve("log")));
    }

    /** Runs a script; returns what it writes to its standard output. */
    private String output(String script) throws Exception {
        Path file = Files.writeString(directory.resolve("script.sh"), script);
        Path log = directory.resolve("log");
        ProcessBuilder builder = new ProcessBuilder("sh", file.toString())
                .directory(directory.toFile())
                .redirectError(log.toFile());
        builder.environment().putAll(Map.of("BRANCH_NAME", "main", "VERSION", "7"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    @Test
    void shouldReportEachCommandAndStopAtTheFirstFailure() throws Exception {
        Run run = run(command(1, "echo one"), command(2, "echo two; exit 3"), command(3, "echo three"));

        assertThat(run.results().passed()).isFalse();
        assertThat(run.results().executions())
                .extracting(CommandExecution::position, CommandExecution::exitCode)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, 0), org.assertj.core.groups.Tuple.tuple(2, 3));
        assertThat(run.log())
                .contains("--- [1/3] echo one\none\n--- passed after", "--- failed with exit code 3 after")
                .doesNotContain("three");
    }

    @Test
    void shouldHideVariablesFromCommands() throws Exception {
        HiddenVariables hidden = HiddenVariables.of(List.of("VERSION", "BRANCH_NAME", "NOT_SET"), List.of("VERSION"));

        Run run = run(hidden, command(1, "echo \"<${BRANCH_NAME-unset}|$VERSION>\""));

        assertThat(run.log()).contains("<unset|7>");
        assertThat(run.results().passed()).isTrue();
        assertThat(hidden.powerShell())
                .isEqualTo("Remove-Item -ErrorAction SilentlyContinue -Path Env:BRANCH_NAME, Env:NOT_SET\n");
        assertThat(HiddenVariables.NONE.shell() + HiddenVariables.NONE.powerShell())
                .isEmpty();
    }

    @Test
    void shouldRetryACommandAndGoOnAfterAnAllowedFailure() throws Exception {
        Run run = run(
                command(1, "test -f x && exit 0; touch x; exit 1", Map.of(), ".", 1, false),
                command(2, "exit 4", Map.of(), ".", 1, true),
                command(3, "true"));

        assertThat(run.results().passed()).isTrue();
        assertThat(run.results().executions())
                .extracting(CommandExecution::position, CommandExecution::attempt, CommandExecution::exitCode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 1, 1),
                        org.assertj.core.groups.Tuple.tuple(1, 2, 0),
                        org.assertj.core.groups.Tuple.tuple(2, 1, 4),
                        org.assertj.core.groups.Tuple.tuple(2, 2, 4),
                        org.assertj.core.groups.Tuple.tuple(3, 1, 0));
    }

    @Test
    void shouldSetVariablesAndTheDirectory() throws Exception {
        Files.createDirectory(directory.resolve("it's"));
        Run run = run(
                command(1, "printf '%s\\n' \"$A|$PWD\"", Map.of("A", "it's \"$HOME\" `x`"), "it's", 0, false),
                command(
                        2,
                        "echo $MERGEABILITY_COMPONENT $MERGEABILITY_JOB $MERGEABILITY_PLATFORM; cd \"$MERGEABILITY_ROOT\""));

        assertThat(run.results().passed()).isTrue();
        assertThat(run.log())
                .contains("it's \"$HOME\" `x`|", directory.getFileName() + "/it's\n")
                .contains("\nair test linux\n");
    }

    @Test
    void shouldRunSeveralJobsOneAfterAnother() throws Exception {
        String who = "echo \"<$MERGEABILITY_COMPONENT/$MERGEABILITY_JOB@${MERGEABILITY_PLATFORM-none}>\"";
        List<JobScript> jobs = List.of(
                job(JOB, command(1, who), command(2, "sleep 300 & exit 3"), command(3, "echo three")),
                job(new JobKey("earth", "lint", Optional.empty()), command(1, who)));

        List<String> outputs = TogetherResults.split(
                output(ShellScript.together(jobs, HiddenVariables.NONE)),
                jobs.stream().map(JobScript::tokens).toList());

        assertThat(outputs).hasSize(2);
        ScriptResults first = results(jobs.get(0), outputs.get(0));
        assertThat(first.passed()).isFalse();
        assertThat(first.executions()).extracting(CommandExecution::exitCode).containsExactly(0, 3);
        assertThat(results(jobs.get(1), outputs.get(1)).passed())
                .as(read(directory.resolve("log")))
                .isTrue();
        assertThat(read(directory.resolve("log")))
                .contains("--- air/test@linux [1/3] echo", "<air/test@linux>\n", "<earth/lint@none>\n")
                .containsPattern("--- ending what the commands left running: \\d+ \\(sleep\\)\n--- earth/lint \\[1/1]")
                .doesNotContain("\nthree\n");
    }

    private static JobScript job(JobKey key, Part.ScriptCommand... commands) {
        return new JobScript(
                key,
                List.of(commands),
                Shell.SH,
                commands.length,
                new OutcomeTokens(key.toString()),
                WorkspaceCare.NONE);
    }

    private static ScriptResults results(JobScript job, String output) throws Exception {
        return ScriptResults.read(output, job.commands(), job.tokens(), job.care(), position -> 0);
    }

    @Test
    void shouldFailInADirectoryThatDoesNotExist() throws Exception {
        Run run = run(command(1, "true", Map.of(), "nowhere", 0, false));

        assertThat(run.results().passed()).isFalse();
        assertThat(run.log()).contains("the directory nowhere does not exist in the repository");
    }

    @Test
    void shouldPassLongCommandsThroughAFile() throws Exception {
        Run run = run(command(1, "echo start\n" + "# comment\n".repeat(20_000) + "echo end\nexit 5"));

        assertThat(run.results().executions())
                .extracting(CommandExecution::exitCode)
                .containsExactly(5);
        assertThat(run.log()).contains("--- [1/1] echo start …\nstart\nend\n");
    }
}
