package io.jenkins.plugins.mergeability.engine.outputs.store;

import io.jenkins.plugins.mergeability.engine.outputs.OutputArchive;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.StoredOutput;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An {@link OutputStore} in a directory of its own, which need not exist: each archive a file in one of 256 directories,
 * named by its digest. The time of the file is when it was last used.
 *
 * <p>Many processes may use it at once, without a lock: an archive is written beside and renamed, so it is there whole
 * or not at all, and of two writers of one digest it does not matter whose is kept. What killed writers left is removed
 * a day later. Nothing is handed to the disk at once: what a crash of the machine damages is found when it is read.
 */
public final class DirectoryOutputStore implements OutputStore {

    private static final String SUFFIX = ".tar";
    private static final String PARTIAL = "partial";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path directory;
    private final InstantSource clock;
    private final AtomicBoolean looked = new AtomicBoolean();

    public DirectoryOutputStore(Path directory) {
        this(directory, InstantSource.system());
    }

    public DirectoryOutputStore(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public boolean has(OutputDigest digest) {
        return Files.isRegularFile(file(digest));
    }

    @Override
    public Optional<InputStream> get(OutputDigest digest) throws IOException {
        Path file = file(digest);
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        use(file);
        return Optional.of(in);
    }

    /** Whether it is there, and used now. That the time cannot be set, as in a store for reading only, is no failure. */
    private boolean use(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return Files.isRegularFile(file);
        }
    }

    @Override
    public void put(OutputDigest digest, OutputArchive archive) throws IOException {
        Path file = file(digest);
        if (use(file)) {
            return;
        }
        Path partials = DiskFiles.makeDirectory(directory.resolve(PARTIAL));
        if (!looked.getAndSet(true)) {
            removeAbandoned(partials);
        }
        Path partial = Files.createTempFile(partials, "", SUFFIX);
        try {
            try (OutputStream out = Files.newOutputStream(partial)) {
                archive.writeTo(out);
            }
            use(partial);
            DiskFiles.makeDirectory(DiskNames.parent(file));
            move(partial, file);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Windows does not replace a file that is being read; then it is there, which is all that is wanted. */
    private static void move(Path partial, Path file) throws IOException {
        try {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AccessDeniedException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
    }

    private void removeAbandoned(Path partials) throws IOException {
        Instant since = clock.instant().minus(ABANDONED);
        for (Path partial : children(partials)) {
            try {
                if (Files.getLastModifiedTime(partial).toInstant().isBefore(since)) {
                    Files.deleteIfExists(partial);
                }
            } catch (NoSuchFileException e) {
                // complete by now
            }
        }
    }

    @Override
    public List<StoredOutput> list() throws IOException {
        List<StoredOutput> list = new ArrayList<>();
        for (Path shard : children(directory)) {
            if (DiskNames.name(shard).length() != 2) {
                continue;
            }
            for (Path file : children(shard)) {
                String name = DiskNames.name(file);
                String hex = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
                if (!OutputDigest.isHex(hex)) {
                    continue;
                }
                try {
                    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                    Instant lastUsed = found.lastModifiedTime().toInstant();
                    list.add(new StoredOutput(new OutputDigest(hex), found.size(), lastUsed));
                } catch (NoSuchFileException e) {
                    // removed meanwhile
                }
            }
        }
        return list;
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> list = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            children.forEach(list::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return list;
    }

    @Override
    public void remove(OutputDigest digest) throws IOException {
        Files.deleteIfExists(file(digest));
    }

    private Path file(OutputDigest digest) {
        return directory.resolve(digest.hex().substring(0, 2)).resolve(digest.hex() + SUFFIX);
    }
}
