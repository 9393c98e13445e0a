package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a generated script as the durable task of a {@code sh} step does, without a controller: with the same files in a control
 * directory, and the same wrapper around the script.
 */
final class DurableScript {

    /** The line that the plugin Durable Task runs, with the control directory and the cookie in it. */
    private static final String WRAPPER = "cp 'C/script.sh' 'C/script.sh.copy'; { while [ -d 'C' -a \\! -f"
            + " 'C/jenkins-result.txt' ]; do touch 'C/jenkins-log.txt'; sleep 3; done } & jsc=K;"
            + " JENKINS_SERVER_COOKIE=$jsc 'C/script.sh.copy' > 'C/output.txt' 2> 'C/jenkins-log.txt'; echo $? >"
            + " 'C/jenkins-result.txt.tmp'; mv 'C/jenkins-result.txt.tmp' 'C/jenkins-result.txt'; wait";

    private final Path control;
    private final Path workspace;
    private final OutcomeTokens tokens = new OutcomeTokens(OutcomeTokens.newSecret());
    private final List<Part.ScriptCommand> commands;

    private final String cookie;

    DurableScript(Path directory, List<Part.ScriptCommand> commands) throws IOException {
        this(directory, "durable-1", commands);
    }

    /** @param name of the control directory; steps in one workspace have different ones, and the same cookie */
    DurableScript(Path directory, String name, List<Part.ScriptCommand> commands) throws IOException {
        this.control =
                Files.createDirectories(directory.resolve("workspace@tmp").resolve(name));
        this.cookie = "durable-" + Integer.toHexString(directory.hashCode());
        this.workspace = Files.createDirectories(directory.resolve("workspace"));
        this.commands = commands;
    }

    static Part.ScriptCommand command(int position, String run) {
        return new Part.ScriptCommand(position, "" + position, run, Map.of(), ".", Optional.empty(), 0, false, false);
    }

    /** The words that the script has. */
    OutcomeTokens tokens() {
        return tokens;
    }

    /** Runs the script where {@code sh} is this shell; returns the exit code by which the step ends. */
    int run(String shell) throws Exception {
        JobKey job = new JobKey("air", "test", Optional.empty());
        String script = ShellScript.of(
                new JobScript(job, commands, Shell.SH, commands.size(), tokens, WorkspaceCare.NONE),
                HiddenVariables.NONE);
        Files.writeString(file("script.sh"), script.replace("/bin/sh", "/bin/" + shell));
        assertThat(file("script.sh").toFile().setExecutable(true)).isTrue();
        String wrapper = WRAPPER.replace("C/", control + "/")
                .replace("'C'", "'" + control + "'")
                .replace("=K;", "=" + cookie + ";");
        Process process = new ProcessBuilder("nohup", "sh", "-c", "(" + wrapper + ") >&- 2>&- &")
                .directory(workspace.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (!Files.exists(file("jenkins-result.txt")) || Files.size(file("jenkins-result.txt")) == 0) {
            assertThat(Instant.now()).as(log()).isBefore(deadline);
            Thread.sleep(20);
        }
        return Integer.parseInt(Files.readString(file("jenkins-result.txt")).strip());
    }

    ScriptResults results() throws Exception {
        return ScriptResults.read(
                Files.readString(file("output.txt")), commands, tokens, WorkspaceCare.NONE, position -> 0);
    }

    String log() throws IOException {
        Path log = file("jenkins-log.txt");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    Path file(String name) {
        return control.resolve(name);
    }
}
