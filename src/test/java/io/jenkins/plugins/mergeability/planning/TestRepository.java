package io.jenkins.plugins.mergeability.planning;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A reproducible git repository in a directory. */
public final class TestRepository {

    private final Path directory;
    private int commits;

    private TestRepository(Path directory) {
        this.directory = directory;
    }

    /** Creates a repository with the branch {@code main}. */
    public static TestRepository init(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        TestRepository repository = new TestRepository(directory);
        repository.git("init", "-q", "-b", "main");
        repository.git("config", "uploadpack.allowAnySHA1InWant", "true");
        repository.git("config", "commit.gpgSign", "false");
        return repository;
    }

    public Path directory() {
        return directory;
    }

    /** The URL for git sources. */
    public String url() {
        return directory.toString();
    }

    /** Writes a file, without committing it. */
    public TestRepository write(String path, String text) throws IOException {
        return write(path, text.getBytes(UTF_8));
    }

    /** Writes a file, without committing it. */
    public TestRepository write(String path, byte[] content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    /** Commits all files and returns the commit ID. */
    public String commit(String message) throws IOException, InterruptedException {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return head();
    }

    /** The commit that is checked out. */
    public String head() throws IOException, InterruptedException {
        return git("rev-parse", "HEAD").strip();
    }

    /** Creates a branch and checks it out. */
    public TestRepository branch(String name) throws IOException, InterruptedException {
        git("checkout", "-q", "-b", name);
        return this;
    }

    /** Checks out a branch or commit. */
    public TestRepository checkout(String name) throws IOException, InterruptedException {
        git("checkout", "-q", name);
        return this;
    }

    /** Runs git and returns its output. */
    public String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        String time = 1_700_000_000 + 60 * commits++ + " +0000";
        builder.environment()
                .putAll(Map.of(
                        "GIT_AUTHOR_NAME", "A",
                        "GIT_AUTHOR_EMAIL", "a@example.org",
                        "GIT_AUTHOR_DATE", time,
                        "GIT_COMMITTER_NAME", "A",
                        "GIT_COMMITTER_EMAIL", "a@example.org",
                        "GIT_COMMITTER_DATE", time,
                        "GIT_CONFIG_NOSYSTEM", "1"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed:\n" + output);
        }
        return output;
    }
}
