package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the most common commands in the demo repository, so that the classes they load can be archived and later calls
 * start fast. The launcher runs it once after a build.
 */
public final class ArchiveTraining {

    private ArchiveTraining() {}

    /** Runs the commands; throws an exception if one of them fails. */
    public static void main(String[] args) throws Exception {
        PrintStream discard = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                StandardCharsets.UTF_8,
                discard,
                discard,
                Map.of(),
                Path.of("").toAbsolutePath(),
                "mergeability",
                false);
        try (DemoRepository demo = DemoRepository.create()) {
            demo.change();
            String repository = demo.directory().toString();
            String[][] calls = {
                {"check", "--repo", repository},
                {"plan", "--repo", repository},
                {"run", "--repo", repository, "--format", "json"},
                {"plan", "--repo", repository, "--format", "json"},
                {"run", "--repo", repository},
                {"plan", "--repo", repository, "--base", "main", "--head", "HEAD", "--format", "json"},
                {"plan", "--repo", repository, "--format", "mermaid"},
                {"explain", "air/test", "--repo", repository},
                {"plan", "--help"},
            };
            runAll(calls, terminal);
            demo.breakSomething();
            runAll(new String[][] {{"plan", "--repo", repository, "--format", "json"}}, terminal);
            firstMap(demo, terminal);
        }
        // Its class must be archived too, and nothing else loads it.
        Class.forName(Main.class.getName());
    }

    /** Writes a first map of packages of several kinds, with a lock file that changes. */
    private static void firstMap(DemoRepository demo, Terminal terminal) throws IOException, InterruptedException {
        demo.commit(Map.of(
                "packages/a/package.json",
                "{\"name\": \"a\", \"scripts\": {\"test\": \"true\"}, \"dependencies\": {\"left-pad\": \"1\"}}",
                "package.json",
                "{\"workspaces\": [\"packages/*\"]}",
                "package-lock.json",
                lockFile("1.0.0"),
                "pnpm/pnpm-workspace.yaml",
                "packages: [\"*\"]\n",
                "pnpm/package.json",
                "{}",
                "pnpm/d/package.json",
                "{\"name\": \"d\"}",
                "modules/pom.xml",
                "<project><groupId>g</groupId><artifactId>m</artifactId></project>",
                "crates/c/Cargo.toml",
                "[package]\nname = \"c\"\n",
                "packages/b/package.json",
                "{\"name\": \"b\", \"dependencies\": {\"a\": \"*\"}}"));
        demo.commit(Map.of("package-lock.json", lockFile("1.0.1")));
        String repository = demo.directory().toString();
        String map = demo.directory().resolve("first.yaml").toString();
        runAll(
                new String[][] {
                    {"init", "--repo", repository, "--map", map},
                    {"plan", "--repo", repository, "--map", map, "--base", "HEAD~1", "--head", "HEAD"},
                },
                terminal);
    }

    private static String lockFile(String version) {
        return """
                {"lockfileVersion": 3, "packages": {"": {"workspaces": ["packages/*"]},
                 "packages/a": {"name": "a", "dependencies": {"left-pad": "1"}},
                 "packages/b": {"name": "b", "dependencies": {"a": "*"}},
                 "node_modules/a": {"resolved": "packages/a", "link": true},
                 "node_modules/b": {"resolved": "packages/b", "link": true},
                 "node_modules/left-pad": {"version": "%s"}}}
                """.formatted(version);
    }

    private static void runAll(String[][] calls, Terminal terminal) {
        for (String[] call : calls) {
            int exit = Cli.run(call, terminal);
            if (exit != ExitCode.DONE) {
                throw new IllegalStateException(String.join(" ", call) + " ended with " + exit);
            }
        }
    }
}
