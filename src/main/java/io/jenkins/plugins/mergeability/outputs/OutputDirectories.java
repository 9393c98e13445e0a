package io.jenkins.plugins.mergeability.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.StoredOutput;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.store.Eviction;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The directories of outputs below one root: one for each scope of each repository.
 *
 * @param root the directory of all repositories, which need not exist
 */
record OutputDirectories(Path root) {

    private static final String OWNER = "owner";
    private static final Duration BETWEEN_EVICTIONS = Duration.ofHours(1);

    /** The directories of the repositories. */
    List<Path> repositories() throws IOException {
        return directories(root);
    }

    /** The directories of the scopes of a repository. */
    List<Path> scopes(Path repository) throws IOException {
        return directories(repository);
    }

    /** Names the repository of a directory. */
    static void setOwner(Path repository, String name) throws IOException {
        Path file = repository.resolve(OWNER);
        if (!Files.exists(file)) {
            Files.writeString(file, name);
        }
    }

    /** The repository of a directory; the name of the directory if it is not known. */
    static String owner(Path repository) throws IOException {
        try {
            return Files.readString(repository.resolve(OWNER));
        } catch (NoSuchFileException e) {
            return DiskNames.name(repository);
        }
    }

    /** Removes what is too old or too much, unless that was done less than an hour ago. */
    void evictHourly(Eviction eviction, Instant now) throws IOException {
        Path marker = root.resolve("evicted");
        try {
            if (Files.getLastModifiedTime(marker).toInstant().isAfter(now.minus(BETWEEN_EVICTIONS))) {
                return;
            }
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(root)) {
                return;
            }
            Files.createFile(marker);
        }
        Files.setLastModifiedTime(marker, FileTime.from(now));
        evict(eviction, now, digest -> false);
    }

    /**
     * Removes what is too old, then what is too much: the outputs of other branches and pull requests before those of
     * primary branches, and of these the least recently used.
     *
     * @param pinned what stays, whatever its age and size
     * @return the number of bytes that are kept
     */
    long evict(Eviction eviction, Instant now, Predicate<OutputDigest> pinned) throws IOException {
        Map<DirectoryOutputStore, Integer> ranks = new LinkedHashMap<>();
        for (Path repository : repositories()) {
            for (Path scope : scopes(repository)) {
                boolean primary = DiskNames.name(scope).equals(OutputScope.PRIMARY);
                ranks.put(new DirectoryOutputStore(scope), primary ? 1 : 0);
            }
        }
        eviction.evict(ranks, now, pinned);
        long bytes = 0;
        for (DirectoryOutputStore store : ranks.keySet()) {
            bytes += bytes(store.list());
        }
        return bytes;
    }

    static long bytes(List<StoredOutput> outputs) {
        return outputs.stream().mapToLong(StoredOutput::bytes).sum();
    }

    private static List<Path> directories(Path parent) throws IOException {
        List<Path> directories = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, Files::isDirectory)) {
            children.forEach(directories::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        directories.sort(null);
        return directories;
    }
}
