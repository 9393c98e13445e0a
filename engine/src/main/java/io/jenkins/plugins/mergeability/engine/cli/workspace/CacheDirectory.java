package io.jenkins.plugins.mergeability.engine.cli.workspace;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A directory with the newest of the files that are kept there; the reader finds out whether one is damaged. */
final class CacheDirectory {

    private final Path directory;
    private final int most;

    /** @param most how many files are kept */
    CacheDirectory(Path directory, int most) {
        this.directory = directory;
        this.most = most;
    }

    /** The content of a file, if it is there. */
    Optional<byte[]> find(String name) {
        try {
            return Optional.of(Files.readAllBytes(directory.resolve(name)));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** Keeps a file, whole or not at all. */
    void keep(String name, byte[] content) {
        try {
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, "new", ".tmp");
            try {
                Files.write(temporary, content);
                Files.move(
                        temporary,
                        directory.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            prune();
        } catch (IOException readOnly) {
            // Without the cache the next call is slower and nothing else; a read-only repository is no error.
            return;
        }
    }

    private void prune() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            entries.forEach(files::add);
        }
        if (files.size() > most) {
            files.sort(Comparator.comparing(CacheDirectory::modified).reversed());
            for (Path old : files.subList(most, files.size())) {
                Files.deleteIfExists(old);
            }
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}
