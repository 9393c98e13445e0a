package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A real repository in a temporary directory, worked on by shell scripts that nobody's configuration alters. */
final class TestRepository {

    private final Path directory;
    private final Map<String, String> environment;

    private TestRepository(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** A new, empty repository on the branch {@code main}. */
    static TestRepository create(Path directory) {
        return create(directory, "");
    }

    static TestRepository create(Path directory, String initOptions) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("HOME", directory.toString());
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_AUTHOR_NAME", "Somebody");
        environment.put("GIT_AUTHOR_EMAIL", "somebody@example.org");
        environment.put("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z");
        environment.put("GIT_COMMITTER_NAME", "Somebody");
        environment.put("GIT_COMMITTER_EMAIL", "somebody@example.org");
        environment.put("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z");
        TestRepository repository = new TestRepository(directory, environment);
        repository.sh("git init -q -b main " + initOptions);
        return repository;
    }

    Path directory() {
        return directory;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** This with {@code directory} instead, which has to be relative to it. */
    TestRepository in(String other) {
        return new TestRepository(directory.resolve(other), environment);
    }

    TestRepository with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new TestRepository(directory, more);
    }

    /** Runs a script up to its first failing command, and returns what it prints. */
    String sh(String script) {
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-s").directory(directory.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.redirectErrorStream(true).start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(("commit() { git add -A && git commit -q --allow-empty -m \"${1:-more}\"; }\n" + script)
                        .getBytes(UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("script failed: " + script + "\n" + output);
            }
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** An executable script beside the repository's files. */
    Path script(String name, String text) {
        try {
            Path script = Files.writeString(directory.resolveSibling(name), "#!/bin/sh\n" + text);
            if (!script.toFile().setExecutable(true)) {
                throw new AssertionError("cannot make " + script + " executable");
            }
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GitRepository open(Selection selection) throws BadInputException {
        return open(selection, "git");
    }

    GitRepository open(Selection selection, String executable) throws BadInputException {
        return GitRepository.open(Git.in(directory, executable, environment), selection);
    }

    Change change(Selection selection) throws BadInputException, ExternalFailureException {
        try (GitRepository repository = open(selection)) {
            return repository.change();
        }
    }

    Snapshot snapshot(Selection selection) throws BadInputException, ExternalFailureException {
        try (GitRepository repository = open(selection)) {
            return repository.snapshot();
        }
    }
}
