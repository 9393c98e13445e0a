package io.jenkins.plugins.mergeability.proofs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.util.AtomicFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.stream.Stream;

/**
 * The files with the proofs of one repository. Each directory contains a file {@code owner} with the name of the repository
 * or scope. Its modification time is that of the last use.
 *
 * @param root the directory of all repositories
 * @param id the name of the directory of this repository, which need not exist
 * @param lock the read lock protects the use of the files, the write lock their deletion
 */
record RepositoryFiles(Path root, String id, ReadWriteLock lock) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String OWNER = "owner";

    Path directory() {
        return root.resolve(id);
    }

    /** The directory of a scope. All primary branches are one scope, with a directory for each branch. */
    Path scope(Scope scope) {
        return scopes().resolve(scope.kind().directory()).resolve(DirectoryName.of(scope.name()));
    }

    /** The directories of all scopes of a kind. */
    List<Path> scopes(Scope.Kind kind) throws IOException {
        return list(scopes().resolve(kind.directory()));
    }

    private Path scopes() {
        return directory().resolve("scopes");
    }

    /** Runs an action that uses the files. */
    <T> T withReadLock(Action<T> action) throws IOException {
        return locked(lock.readLock(), action);
    }

    /** Runs an action that deletes files. */
    <T> T withWriteLock(Action<T> action) throws IOException {
        return locked(lock.writeLock(), action);
    }

    /** Creates a directory, or updates its last use. */
    static void create(Path directory, String owner) throws IOException {
        Path ownerFile = directory.resolve(OWNER);
        if (Files.exists(ownerFile)) {
            touch(directory);
        } else {
            Files.createDirectories(directory);
            write(ownerFile, owner + "\n");
        }
    }

    /** Updates the last use of a directory, if it exists. */
    static void touch(Path directory) throws IOException {
        try {
            Files.setLastModifiedTime(directory.resolve(OWNER), FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            return; // there are no proofs yet
        }
    }

    /** The owner of a directory; empty for a directory that this class has not created. */
    static Optional<String> owner(Path directory) throws IOException {
        try {
            return Optional.of(Files.readString(directory.resolve(OWNER)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Instant lastUse(Path directory) throws IOException {
        try {
            return Files.getLastModifiedTime(directory.resolve(OWNER)).toInstant();
        } catch (NoSuchFileException e) {
            return Files.getLastModifiedTime(directory).toInstant();
        }
    }

    /** The fully proven commit of a branch. What is not readable is not known. */
    Optional<ProvenCommit> provenCommit(String branch) throws IOException {
        try {
            List<String> lines = Files.readAllLines(branch(branch));
            if (lines.size() < 2 || !CommitId.is(lines.get(0))) {
                return Optional.empty();
            }
            return Optional.of(
                    lines.size() == 2
                            ? new ProvenCommit(lines.get(0), "", Optional.empty())
                            : new ProvenCommit(
                                    lines.get(0),
                                    lines.get(2),
                                    Optional.of(JSON.readValue(
                                            String.join("\n", lines.subList(3, lines.size())),
                                            ProvenCommit.Around.class))));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    void setProvenCommit(String branch, ProvenCommit proven) throws IOException {
        if (!CommitId.is(proven.commit())) {
            throw new IllegalArgumentException("not a commit: " + proven.commit());
        }
        Files.createDirectories(directory().resolve("branches"));
        StringBuilder text = new StringBuilder(proven.commit()).append('\n').append(line(branch));
        if (proven.around().isPresent()) {
            text.append(line(proven.build()))
                    .append(JSON.writeValueAsString(proven.around().get()))
                    .append('\n');
        }
        write(branch(branch), text.toString());
    }

    private static String line(String text) {
        return text.lines().findFirst().orElse("") + '\n';
    }

    /** The files with the fully proven commits of branches. */
    List<Path> branches() throws IOException {
        return list(directory().resolve("branches"));
    }

    private Path branch(String branch) {
        return directory().resolve("branches").resolve(DirectoryName.of(branch));
    }

    /** The entries of a directory, which need not exist. */
    static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            writer.write(text);
            writer.commit();
        }
    }

    private static <T> T locked(Lock lock, Action<T> action) throws IOException {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    /** An action on files. */
    interface Action<T> {
        T run() throws IOException;
    }
}
