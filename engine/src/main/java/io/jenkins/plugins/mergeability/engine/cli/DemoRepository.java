package io.jenkins.plugins.mergeability.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The small git repository of the demo: four components of shell scripts, a main branch and a change. */
final class DemoRepository implements AutoCloseable {

    private static final String[] FILES = {
        "components.yaml",
        "README.md",
        "bom/versions.txt",
        "air/greeting.sh",
        "air/compile.sh",
        "air/lint.sh",
        "air/unit_test.sh",
        "air/docs.sh",
        "cloak/cloak.sh",
        "cloak/unit_test.sh",
        "integration_tests/integration_test.sh",
    };

    private final Path directory;

    private DemoRepository(Path directory) {
        this.directory = directory;
    }

    /** Creates it in a temporary directory, with everything committed on the main branch. */
    static DemoRepository create() throws IOException, InterruptedException {
        return create(Files.createTempDirectory("mergeability-demo-").toRealPath());
    }

    private static DemoRepository create(Path directory) throws IOException, InterruptedException {
        DemoRepository demo = new DemoRepository(directory);
        for (String file : FILES) {
            demo.write(file, resource(file));
        }
        demo.write(".gitignore", resource("gitignore"));
        demo.git("init", "--quiet");
        demo.git("symbolic-ref", "HEAD", "refs/heads/main");
        demo.git("add", "--all");
        demo.git("commit", "--quiet", "-m", "Add components");
        demo.git("checkout", "--quiet", "-b", "polite");
        return demo;
    }

    /** Its directory. */
    Path directory() {
        return directory;
    }

    /** Commits a change of one component, on a branch. */
    void change() throws IOException, InterruptedException {
        replace("air/greeting.sh", "# What air does: it greets.", "# What air does: it greets by name.");
        git("commit", "--quiet", "-am", "Describe the greeting");
    }

    /** Breaks a component, without committing it. */
    void breakSomething() throws IOException {
        replace("air/greeting.sh", "Hello, ", "Hullo, ");
    }

    /** Takes back what is not committed, and merges the change with an environment into the main branch. */
    void mergeWithEnvironment() throws IOException, InterruptedException {
        git("checkout", "--quiet", "--", ".");
        git("checkout", "--quiet", "main");
        git("merge", "--quiet", "--no-edit", "polite");
        append("components.yaml", "\n" + String.join("\n", environment()) + "\n");
        Files.createDirectories(live().getParent());
        git("commit", "--quiet", "-am", "Add an environment");
    }

    /** The environment in the map, as lines. */
    List<String> environment() throws IOException {
        return new String(resource("environment.yaml"), StandardCharsets.UTF_8)
                .replace("LIVE", live().toString())
                .lines()
                .toList();
    }

    /** What is live: a file that git ignores, like all that is built. */
    private Path live() {
        return directory.resolve("build/live.txt");
    }

    /** Commits a version that passes all tests and does not work where it is deployed. */
    void release() throws IOException, InterruptedException {
        append("bom/versions.txt", "color=plaid\n");
        git("commit", "--quiet", "-am", "Add a color");
    }

    /** Commits files, given by their paths. */
    void commit(Map<String, String> files) throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
            git("add", file.getKey());
        }
        git("commit", "--quiet", "-m", "Change " + String.join(", ", files.keySet()));
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void replace(String file, String old, String now) throws IOException {
        String text = Files.readString(directory.resolve(file));
        Files.writeString(directory.resolve(file), text.replace(old, now));
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text, StandardOpenOption.APPEND);
    }

    private void write(String file, byte[] content) throws IOException {
        Path target = directory.resolve(file);
        Files.createDirectories(target.getParent());
        Files.write(target, content);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DemoRepository.class.getResourceAsStream("demo/" + name)) {
            if (in == null) {
                throw new IOException("the demo file " + name + " is missing from the program");
            }
            return in.readAllBytes();
        }
    }

    /** Runs git with a fixed author and without the user's configuration, hooks and signatures. */
    void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        for (String role : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + role + "_NAME", "Demo");
            environment.put("GIT_" + role + "_EMAIL", "demo@example.com");
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException("cannot start git (" + e.getMessage() + "): install it, or add it to the PATH", e);
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("git " + arguments[0] + " failed: " + output.strip());
        }
    }
}
