package io.jenkins.plugins.mergeability.engine.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts run for real, by several processes at once; the tool is one that notices if it is not alone. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SharedTreeScriptTest {

    private static final SharedTreeScript INSTALL = SharedTreeScript.install("install", "tool", "package-lock.json");

    @TempDir
    Path top;

    @TempDir
    Path tools;

    @BeforeEach
    void createRepository() throws Exception {
        tool("node", "echo v1");
        tool("tool", """
                mkdir "%1$s/alone" || { echo both >> "%1$s/log"; exit 1; }
                rm -rf node_modules; sleep 0.3; mkdir node_modules
                echo ran >> "%1$s/log"; rmdir "%1$s/alone"
                """.formatted(tools));
        Files.writeString(top.resolve("package-lock.json"), "{}");
        Files.createDirectories(top.resolve("packages/ui"));
        Files.writeString(top.resolve("packages/ui/package.json"), "{}");
        assertThat(start("git init -q . && git add --all").waitFor()).isZero();
    }

    @Test
    void shouldInstallOnceForJobsThatRunAtOnce() throws Exception {
        assertThat(runAtOnce(INSTALL, 4)).containsOnly(0);
        Files.writeString(top.resolve("node_modules/used"), "");
        assertThat(runAtOnce(INSTALL, 2)).containsOnly(0);

        assertThat(log()).containsExactly("ran");
        assertThat(top.resolve("node_modules/used")).exists();
    }

    @Test
    void shouldInstallAgainForOtherManifests() throws Exception {
        assertThat(runAtOnce(INSTALL, 1)).containsExactly(0);
        Files.writeString(top.resolve("packages/ui/package.json"), "{\"name\": \"ui\"}");
        assertThat(runAtOnce(INSTALL, 2)).containsOnly(0);
        Files.writeString(top.resolve("package-lock.json"), "{\"lockfileVersion\": 3}");
        assertThat(runAtOnce(INSTALL, 1)).containsExactly(0);
        tool("node", "echo v2");
        assertThat(runAtOnce(INSTALL, 1)).containsExactly(0);

        assertThat(log()).hasSize(4).containsOnly("ran");
    }

    @Test
    void shouldFailWithTheToolAndInstallAgainAfterIt() throws Exception {
        tool("tool", "mkdir -p node_modules; echo failed >> '" + tools + "/log'; exit 7");

        assertThat(runAtOnce(INSTALL, 2)).containsExactly(7, 7);

        assertThat(log()).containsExactly("failed", "failed");
    }

    @Test
    void shouldNotWaitForAProcessThatDied() throws Exception {
        Process dead = start("exit 0");
        dead.waitFor();
        String lock = "ln -s " + dead.pid()
                + " \"$(git rev-parse --git-path \"mergeability-install-$(pwd | git hash-object --stdin)\")\"";
        assertThat(start(lock).waitFor()).isZero();

        assertThat(runAtOnce(INSTALL, 2)).containsOnly(0);

        assertThat(log()).containsExactly("ran");
    }

    @Test
    void shouldRunACommandOneAtATime() throws Exception {
        SharedTreeScript script = SharedTreeScript.oneAtATime("verify", List.of("why"), "tool");

        assertThat(runAtOnce(script, 3)).containsOnly(0);

        assertThat(log()).containsExactly("ran", "ran", "ran");
    }

    private List<Integer> runAtOnce(SharedTreeScript script, int processes) throws Exception {
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            running.add(start(script.text()));
        }
        List<Integer> exits = new ArrayList<>();
        for (Process one : running) {
            exits.add(one.waitFor());
        }
        return exits;
    }

    private Process start(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
        builder.directory(top.toFile()).inheritIO();
        builder.environment().merge("PATH", tools.toString(), (old, own) -> own + File.pathSeparator + old);
        return builder.start();
    }

    private void tool(String name, String script) throws Exception {
        Path file = tools.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> log() throws Exception {
        return Files.readAllLines(tools.resolve("log"));
    }
}
