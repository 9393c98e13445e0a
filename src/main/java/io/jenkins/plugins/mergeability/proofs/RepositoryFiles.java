package io.jenkins.plugins.mergeability.proofs;

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
 * Where the proofs of one repository lie. A file {@code of} in each directory says what it belongs to, and by its time
 * when that was last used.
 *
 * @param root where the directories of all repositories are
 * @param id the name of this one's directory, which need not exist
 * @param lock held for reading by whoever uses the files, for writing by whoever removes them
 */
record RepositoryFiles(Path root, String id, ReadWriteLock lock) {

    private static final String OF = "of";
    private static final String COMMIT = "[0-9a-f]{40}|[0-9a-f]{64}";

    Path directory() {
        return root.resolve(id);
    }

    Path trusted() {
        return directory().resolve("trusted");
    }

    Path untrusted(String who) {
        return directory().resolve("untrusted").resolve(DirectoryName.of(who));
    }

    /** The directories of all untrusted pull requests. */
    List<Path> untrusted() throws IOException {
        return list(directory().resolve("untrusted"));
    }

    /** What is done to the files while they stay. */
    <T> T using(Action<T> action) throws IOException {
        return holding(lock.readLock(), action);
    }

    /** What is done to the files while nobody else uses them. */
    <T> T removing(Action<T> action) throws IOException {
        return holding(lock.writeLock(), action);
    }

    /** Notes that a directory is used; one that does not exist is made. */
    static void begin(Path directory, String whose) throws IOException {
        Path of = directory.resolve(OF);
        if (Files.exists(of)) {
            touch(directory);
        } else {
            Files.createDirectories(directory);
            write(of, whose + "\n");
        }
    }

    /** Notes that a directory is used, if it exists. */
    static void touch(Path directory) throws IOException {
        try {
            Files.setLastModifiedTime(directory.resolve(OF), FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            return; // nothing has been proven yet
        }
    }

    /** What a directory belongs to; empty if somebody else made it. */
    static Optional<String> whose(Path directory) throws IOException {
        try {
            return Optional.of(Files.readString(directory.resolve(OF)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Instant lastUse(Path directory) throws IOException {
        try {
            return Files.getLastModifiedTime(directory.resolve(OF)).toInstant();
        } catch (NoSuchFileException e) {
            return Files.getLastModifiedTime(directory).toInstant();
        }
    }

    Optional<String> provenCommit(String branch) throws IOException {
        try {
            List<String> lines = Files.readAllLines(branch(branch));
            boolean whole = lines.size() == 2 && lines.get(0).matches(COMMIT);
            return whole ? Optional.of(lines.get(0)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void setProvenCommit(String branch, String commit) throws IOException {
        if (!commit.matches(COMMIT)) {
            throw new IllegalArgumentException("not a commit: " + commit);
        }
        Files.createDirectories(directory().resolve("branches"));
        write(branch(branch), commit + "\n" + branch.lines().findFirst().orElse("") + "\n");
    }

    /** The files that name a branch's commit. */
    List<Path> branches() throws IOException {
        return list(directory().resolve("branches"));
    }

    private Path branch(String branch) {
        return directory().resolve("branches").resolve(DirectoryName.of(branch));
    }

    /** What lies in a directory, which need not exist. */
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

    private static <T> T holding(Lock lock, Action<T> action) throws IOException {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Something done to files. */
    interface Action<T> {
        T run() throws IOException;
    }
}
