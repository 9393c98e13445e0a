package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What commands under the same account try, so that a job passes whose last command fails: none of it makes the job pass.
 * {@code $S} is the process of the script, {@code $C} the control directory of its step.
 */
class ForgedOutcomesTest {

    private static final String PLACES = "S=$PPID; C=$(dirname \"$(readlink /proc/self/fd/2)\"); ";

    /** The output of a script whose commands passed, as far as a command can know it. */
    private static final String PASSED = "1 1 1000 1 0 0123456789abcdef0123\\n2 1 1001 1 0 0123456789abcdef0123\\n";

    private static final Map<String, List<String>> ATTEMPTS = Map.ofEntries(
            Map.entry(
                    "a child left running appends a pass before the failure",
                    List.of(
                            "(while [ ! -f ready ]; do sleep 0.05; done; printf '2 1 1 1 0 0123\\n' >>/proc/$S/fd/3;"
                                    + " touch done) & ",
                            "touch ready; while [ ! -f done ]; do sleep 0.05; done; exit 1")),
            Map.entry(
                    "a child left running appends a pass after the failure",
                    List.of(
                            "(trap '' TERM; while ! grep -q '^2 ' $C/output.txt; do :; done; printf '"
                                    + "2 2 1 1 0 0123\\n' >>$C/output.txt; sleep 60) &",
                            "exit 1")),
            Map.entry(
                    "a child left running repeats the line of the command that passed",
                    List.of(
                            "(while ! grep -q '^2 ' $C/output.txt; do :; done;"
                                    + " head -1 $C/output.txt >>$C/output.txt) &",
                            "sleep 0.3; exit 1")),
            Map.entry("the command prints its own pass", List.of("true", "printf '" + PASSED + "'; exit 1")),
            Map.entry(
                    "the command writes to the descriptor of the results",
                    List.of("true", "printf '" + PASSED + "' >&3; exit 1")),
            Map.entry(
                    "the command replaces the file of the results",
                    List.of("true", "printf '" + PASSED + "' >$C/forged; mv $C/forged $C/output.txt; exit 1")),
            Map.entry(
                    "the command uses the word of another command",
                    List.of(
                            "true",
                            "word=$(cut -d' ' -f6 $C/output.txt);"
                                    + " printf \"2 1 1001 1 0 $word\\n\" >>$C/output.txt; kill -STOP $S;"
                                    + " echo 0 >$C/jenkins-result.txt; exit 1")),
            Map.entry(
                    "the command ends the step and stops the script",
                    List.of(
                            "true",
                            "printf '" + PASSED + "' >$C/output.txt; kill -STOP $S;"
                                    + " echo 0 >$C/jenkins-result.txt")),
            Map.entry(
                    "the command ends the step with the results so far and kills the script",
                    List.of("true", "kill -STOP $S; echo 0 >$C/jenkins-result.txt; sleep 0.3; kill -9 $S")),
            Map.entry(
                    "the command kills the script after a forged pass",
                    List.of("true", "printf '" + PASSED + "' >$C/output.txt; kill -9 $S")),
            Map.entry("the command ends its process group", List.of("true", "kill -9 0")),
            Map.entry(
                    "the command rewrites the running script",
                    List.of(
                            "true",
                            "for f in $C/script.sh $C/script.sh.copy /proc/$S/fd/10 /proc/$S/fd/255; do"
                                    + " for i in 1 2 3 4 5 6 7 8 9; do printf ':%05000d\\nprintf \""
                                    + "2 1 1 1 0 0123\\n\" >&3; exit 0\\n' 0 >>$f; done; done 2>/dev/null; exit 1")),
            Map.entry(
                    "the command replaces the running script",
                    List.of(
                            "true",
                            "for f in $C/script.sh $C/script.sh.copy; do echo 'exit 0' >$f.new;"
                                    + " mv $f.new $f; done; exit 1")),
            Map.entry(
                    "a process that left the session turns the failure into a pass",
                    List.of(
                            "setsid sh -c 'while ! grep -q \"^2 \" $0/output.txt; do :; done;"
                                    + " sed \"s/^\\(2 .*\\) 1\\$/\\1 0 0123/\" $0/output.txt >$0/forged;"
                                    + " mv $0/forged $0/output.txt; touch $0/forged.done' $C &",
                            "exit 1")));

    @TempDir
    private Path directory;

    @AfterEach
    void endStoppedScripts() throws Exception {
        new ProcessBuilder(
                        "sh",
                        "-c",
                        "for p in /proc/[0-9]*; do case $(readlink $p/cwd) in " + directory
                                + "/*) kill -9 ${p#/proc/};; esac; done 2>/dev/null")
                .start()
                .waitFor();
    }

    static Stream<Arguments> attempts() {
        return ATTEMPTS.keySet().stream()
                .sorted()
                .flatMap(name -> Stream.of(Arguments.of(name, "dash"), Arguments.of(name, "bash")));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("attempts")
    void shouldNotPass(String name, String shell) throws Exception {
        List<Part.ScriptCommand> commands = new ArrayList<>();
        for (String run : ATTEMPTS.get(name)) {
            commands.add(DurableScript.command(commands.size() + 1, PLACES + run));
        }
        DurableScript script = new DurableScript(directory, commands);

        int code = script.run(shell);
        if (name.startsWith("a process that left")) {
            for (int i = 0; i < 500 && !Files.exists(script.file("forged.done")); i++) {
                Thread.sleep(20);
            }
            assertThat(script.file("forged.done")).exists();
        }
        if (code == 0) {
            ScriptResults results = null;
            try {
                results = script.results();
            } catch (ScriptOutputException e) {
                assertThat(e).hasMessageContaining("are not what their script writes");
            }
            assertThat(results == null || !results.passed()).as(script.log()).isTrue();
        }
    }
}
